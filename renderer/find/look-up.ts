/** @file Looks files up in the library by their content: the engine reads them on the desktop, the page itself in a browser. */

import { ImageId } from '../../shared/image.ts';
import type { FoundFile, FoundPlace } from '../../shared/library-find.ts';
import { cloudroll, isUnknown, onDesktop } from '../bridge.ts';

/** One answer for each file, in their order. Folders among them are not entered. */
export async function* lookUp(files: readonly File[], signal: AbortSignal): AsyncGenerator<FoundFile, void> {
  if (onDesktop !== null) {
    const { token } = await onDesktop.offer(files);
    yield* await cloudroll.library.find.file({ token }, { signal });
    return;
  }
  const profiles = (await cloudroll.profiles.list({}, { signal })).map(({ profile }) => profile.name);
  for (const file of files) yield await foundInPage(file, profiles, signal);
}

/** Its bytes do not leave the page: only their hash is asked for. */
async function foundInPage(file: File, profiles: readonly string[], signal: AbortSignal): Promise<FoundFile> {
  const { name, size } = file;
  const imageId = await hashOf(file);
  if (imageId === null) {
    const failure = { code: 'file-unreadable', retry: 'never', scope: 'image', subject: name } as const;
    return { name, size, imageId, failure, places: [] };
  }
  const places: FoundPlace[] = [];
  for (const profile of profiles) {
    const image = await imageIn(profile, imageId, signal);
    if (image === null) continue;
    const original = image.objects.find(({ rendition }) => rendition === 'original');
    const { state, fileName, storedAt, device } = image;
    const where = { bucket: original?.bucket ?? null, key: original?.key ?? null };
    places.push({ profile, state, deleted: false, fileName, storedAt, device, ...where });
  }
  return { name, size, imageId, failure: null, places };
}

async function hashOf(file: File): Promise<ImageId | null> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return ImageId.parse([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  } catch {
    // Gone since it was chosen, a folder, or more than a page may hold.
    return null;
  }
}

/** Null where the profile has no such image. */
async function imageIn(profile: string, imageId: ImageId, signal: AbortSignal) {
  try {
    return await cloudroll.images.find({ profile, imageId }, { signal });
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}
