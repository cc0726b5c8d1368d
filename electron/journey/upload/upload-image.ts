/** @file Brings an image's original and renditions into the bucket and notes what the store confirmed; main process. */
import type { ImageId, ObjectKey, PictureDetails } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { sha256 } from './digests.ts';
import type { ImageSource } from './image-source.ts';
import { type KeyParts, objectKey } from './object-key.ts';
import { originalMetadata, renditionMetadata } from './object-metadata.ts';
import type { ConfirmedObject, ObjectAddress, ObjectStore } from './object-store.ts';
import { type Sent, sendObject, vanished } from './send-object.ts';
import { sendParts } from './send-parts.ts';

export type UploadDependencies = {
  readonly store: ObjectStore;
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly reached: Reached;
  readonly device: string;
  /** Told of an original that was there already and says who sent it, before it counts as ours. Absent: nobody else is there. */
  readonly onThere?: (sender: string, address: ObjectAddress) => Promise<void>;
  /** Told the bytes that the store took, as they are taken. */
  readonly onBytes: (bytes: number) => void;
};

export type ImageToUpload = {
  readonly profile: Profile;
  readonly imageId: ImageId;
  readonly contentType: string;
  readonly extension: string;
  readonly fileName: string;
  readonly directory: string;
  readonly details: PictureDetails | null;
};

export type RenditionToUpload = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
  readonly extension: string;
};

/** The bucket and key of an original or, with `rendition`, of a rendition; follows from what the ledger keeps. */
export function addressOf(image: ImageToUpload, rendition?: RenditionToUpload): { bucket: string; key: ObjectKey } {
  const { profile } = image;
  const parts: KeyParts = {
    hash: image.imageId,
    extension: rendition?.extension ?? image.extension,
    fileName: image.fileName,
    directory: image.directory,
    capturedAt: image.details?.capturedAt,
    width: rendition?.width ?? image.details?.width,
    height: rendition?.height ?? image.details?.height,
    ...(rendition === undefined ? {} : { rendition: rendition.name }),
  };
  return rendition === undefined
    ? { bucket: profile.bucket, key: objectKey(profile.originalKey, parts) }
    : { bucket: profile.renditionsBucket ?? profile.bucket, key: objectKey(profile.renditionKey, parts) };
}

/** Resolves once the original is confirmed and noted; returns the bytes that were sent. Twice is harmless. */
export async function uploadOriginal(
  dependencies: UploadDependencies,
  image: ImageToUpload,
  source: ImageSource,
  signal: AbortSignal,
): Promise<number> {
  const { ledger, store, now, reached, device, onBytes } = dependencies;
  const metadata = originalMetadata({
    imageId: image.imageId,
    fileName: image.fileName,
    device,
    userId: image.profile.userId,
    details: image.details,
    keepLocation: image.profile.keepLocation,
  });
  const object = { ...addressOf(image), contentType: image.contentType, metadata };
  let sent: Sent;
  let size: number;
  if (source.kind === 'whole') {
    size = source.bytes.byteLength;
    sent = await sendObject(store, { ...object, bytes: source.bytes, sha256: image.imageId }, reached, signal);
    if (sent.sent) onBytes(size);
  } else {
    size = source.size;
    const large = { ...object, profile: image.profile.name, imageId: image.imageId, source };
    sent = await sendParts({ store, ledger, now, reached, onBytes }, large, signal);
  }
  if (!sent.sent && sent.sender !== undefined) await dependencies.onThere?.(sent.sender, object);
  await ledger.commit(() =>
    ledger.objects.confirm(image.profile.name, image.imageId, {
      rendition: 'original',
      bucket: object.bucket,
      key: object.key,
      size,
      contentType: image.contentType,
      width: image.details?.width ?? null,
      height: image.details?.height ?? null,
      etag: sent.etag,
      versionId: sent.versionId ?? null,
      sha256: image.imageId,
      proof: sent.proof,
      confirmedAt: now(),
    }),
  );
  reached('object-confirmed');
  return sent.sent ? size : 0;
}

/**
 * As `uploadOriginal`, for a rendition. One of the same image and name that is there already is kept, whatever made it:
 * another version of the encoder gives other bytes of the same picture.
 */
export async function uploadRendition(
  { ledger, store, now, reached, onBytes }: UploadDependencies,
  image: ImageToUpload,
  rendition: RenditionToUpload,
  signal: AbortSignal,
): Promise<number> {
  const digest = sha256(rendition.bytes);
  const metadata = renditionMetadata({
    imageId: image.imageId,
    sha256: digest,
    name: rendition.name,
    width: rendition.width,
    height: rendition.height,
  });
  const address = addressOf(image, rendition);
  const object = { ...address, bytes: rendition.bytes, sha256: digest, contentType: rendition.contentType, metadata };
  const answer = await store.put(object, signal);
  reached('object-sent');
  const kept = answer === 'exists' ? await keptRendition(store, image, address, signal) : null;
  const held = answer === 'exists' ? kept : answer;
  if (held === null) throw vanished(address);
  await ledger.commit(() =>
    ledger.objects.confirm(image.profile.name, image.imageId, {
      rendition: rendition.name,
      ...address,
      size: held.size,
      contentType: rendition.contentType,
      width: kept?.width ?? rendition.width,
      height: kept?.height ?? rendition.height,
      etag: held.etag,
      versionId: held.versionId ?? null,
      sha256: kept?.digest ?? digest,
      proof: held.proof,
      confirmedAt: now(),
    }),
  );
  reached('object-confirmed');
  if (kept !== null) return 0;
  onBytes(rendition.bytes.byteLength);
  return rendition.bytes.byteLength;
}

/** The rendition that is there already, as it says of itself; null when it is gone again. */
async function keptRendition(
  store: ObjectStore,
  image: ImageToUpload,
  address: ObjectAddress,
  signal: AbortSignal,
): Promise<(ConfirmedObject & { width: number | null; height: number | null; digest: string | undefined }) | null> {
  const there = await store.head(address, signal);
  if (there === null) return null;
  if (there.metadata['image-id'] !== image.imageId) {
    throw new Failed({ code: 'other-bytes-at-key', retry: 'never', scope: 'image', subject: address.key });
  }
  const pixels = (name: string): number | null => {
    const value = Number(there.metadata[name]);
    return Number.isInteger(value) && value > 0 ? value : null;
  };
  return {
    ...there,
    proof: 'size',
    width: pixels('width'),
    height: pixels('height'),
    digest: there.metadata['sha256'],
  };
}
