/** @file Frees space of what the cloud proves to hold, file by file, told as it goes; a stop leaves the rest where it is. */
import type { FreedPage, FreeProgress, FreeWish } from '../../../shared/free-space.ts';
import { Failed } from '../../foundation/failed.ts';
import { placeFrom, placeText } from '../place-text.ts';
import { toldAsItGoes } from '../told-as-it-goes.ts';
import { patiently } from '../verify/patiently.ts';
import { type FilesToFree, type FileToFree, filesToFree } from './files-to-free.ts';
import { type FreeParts, freeFile, settleFreed } from './free-file.ts';

export type FreeSpaceParts = FreeParts & {
  /** In [0, 1). */
  readonly random: () => number;
};

/** Files at once: the disk reads each whole. */
const atOnce = 3;
const mostFailuresShown = 20;

/**
 * `files`: as the person was told; with another number by now nothing happens, and Failed `file-changed` is thrown. One that is
 * no longer proven is left, and told. Throws Failed when the whole profile cannot be asked.
 */
export async function* freeSpace(
  parts: FreeSpaceParts,
  { files: told, ...wish }: FreeWish & { readonly files: number },
  signal: AbortSignal,
): AsyncGenerator<FreeProgress, void> {
  const { ledger, clock } = parts;
  await settleFreed(parts);
  const found: FilesToFree = filesToFree({ ledger, now: clock.now() }, wish);
  if (found.files.length !== told) {
    const detail = `${found.files.length} files by now`;
    throw new Failed({ code: 'file-changed', retry: 'after-user-acts', scope: 'image', subject: wish.profile, detail });
  }
  const { files, bytes } = found.preview;
  const none = { done: 0, freed: 0, freedBytes: 0, left: 0, failed: 0, failures: [], current: null, ended: false };
  const progress: Progress = { files, bytes, ...none };
  const work = async (tell: () => void, stop: AbortSignal): Promise<void> => {
    const queue = found.files.values();
    const lane = async (): Promise<void> => {
      for (const file of queue) {
        stop.throwIfAborted();
        progress.current = ledger.files.byId(file.fileId)?.name ?? null;
        tell();
        await freeOne(parts, file, progress, stop);
        progress.done += 1;
        tell();
      }
    };
    try {
      const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => lane()));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    } finally {
      const images = progress.freed;
      const deed = { kind: 'freed', subject: wish.profile, profile: wish.profile, images } as const;
      if (images > 0) await ledger.commit(() => ledger.deeds.note(deed, clock.now()));
    }
    Object.assign(progress, { current: null, ended: true });
  };
  yield* toldAsItGoes(clock, () => structuredClone(progress), work, signal);
}

type Progress = { -readonly [Name in keyof FreeProgress]: FreeProgress[Name] };

async function freeOne(parts: FreeSpaceParts, file: FileToFree, progress: Progress, signal: AbortSignal) {
  try {
    await patiently(parts, signal, () => freeFile(parts, file, signal));
    progress.freed += 1;
    progress.freedBytes += file.size;
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.scope === 'profile') throw error;
    const { failure } = error;
    if (failure.retry === 'never') progress.left += 1;
    else progress.failed += 1;
    if (progress.failures.length < mostFailuresShown) progress.failures.push({ path: failure.subject, failure });
  }
}

/** Newest first. Throws Failed `bad-settings` for a cursor that is none of ours. */
export async function freedPage(
  parts: Pick<FreeParts, 'ledger'>,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<FreedPage> {
  await settleFreed(parts);
  const before = after === undefined ? null : placeFrom(after)[0];
  const rows = parts.ledger.freed.page(before, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ profile, imageId, path, size, at }) => ({ profile, imageId, path, size, at })),
    next: rows.length > limit && last !== undefined ? placeText([last.id, '']) : null,
  };
}
