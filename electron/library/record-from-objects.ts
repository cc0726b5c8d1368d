/** @file Rebuilds an image's record from what its objects say of themselves; pure. */
import type { Profile } from '../../shared/profile.ts';
import type { ImageRecord } from '../journey/record/image-record.ts';
import { imageRecord } from '../journey/record/record-item.ts';
import type { StoredObject } from '../journey/upload/object-store.ts';
import { type OriginalSays, parseObjectMetadata, type RenditionSays } from '../journey/upload/parse-object-metadata.ts';
import type { ObjectRow } from '../ledger/objects.ts';

export type FoundObject = Pick<ObjectRow, 'bucket' | 'key'> &
  Pick<StoredObject, 'size' | 'etag' | 'contentType' | 'modifiedAt' | 'metadata'> & {
    readonly versionId?: string | undefined;
    readonly sha256?: string | undefined;
  };

export type RebuiltImage = {
  readonly says: OriginalSays;
  readonly objects: readonly ObjectRow[];
  readonly record: ImageRecord;
};

/**
 * Null unless the original is among the objects, belongs to the profile's user, and the store contradicts none of what it
 * says. Objects of other images are passed over.
 */
export function rebuiltImage(profile: Profile, found: readonly FoundObject[]): RebuiltImage | null {
  const read = found.map((object) => ({ object, says: parseObjectMetadata(object.metadata) }));
  const original = read.find(({ says }) => says?.kind === 'original');
  const says = original?.says;
  if (original === undefined || says?.kind !== 'original' || says.userId !== profile.userId) return null;
  if (original.object.sha256 !== undefined && original.object.sha256 !== says.imageId) return null;
  const renditions = read.flatMap(({ object, says: of }) =>
    of?.kind === 'rendition' && of.imageId === says.imageId ? [renditionRow(object, of)] : [],
  );
  const objects = [originalRow(original.object, says), ...renditions.sort(byName)];
  const record = imageRecord({
    profile,
    imageId: says.imageId,
    contentType: original.object.contentType,
    size: original.object.size,
    details: says.details,
    fileName: says.fileName,
    replaces: null,
    warning: null,
    device: says.device,
    objects,
  });
  return { says, objects, record };
}

function originalRow(object: FoundObject, says: OriginalSays): ObjectRow {
  const { width, height } = says.details;
  return { ...row(object), rendition: 'original', width: width ?? null, height: height ?? null, sha256: says.imageId };
}

function renditionRow(object: FoundObject, says: RenditionSays): ObjectRow {
  return { ...row(object), rendition: says.name, width: says.width, height: says.height, sha256: says.sha256 };
}

function row(object: FoundObject): Omit<ObjectRow, 'rendition' | 'width' | 'height' | 'sha256'> {
  const { bucket, key, size, contentType, etag, versionId, sha256, modifiedAt } = object;
  const proof = sha256 === undefined ? 'size' : 'sha256';
  return { bucket, key, size, contentType, etag, versionId: versionId ?? null, proof, confirmedAt: modifiedAt };
}

function byName(one: ObjectRow, other: ObjectRow): number {
  return one.rendition < other.rendition ? -1 : 1;
}
