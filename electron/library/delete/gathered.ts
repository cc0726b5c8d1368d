/** @file What a deletion gathers before it touches the record: the objects that go, and all that putting them back needs. */
import { z } from 'zod';
import { ImageId, type ObjectKey, PictureDetails, Proof } from '../../../shared/image.ts';
import type { Cloud } from '../../journey/journey.ts';
import { ImageRecord } from '../../journey/record/image-record.ts';
import { imageRecord } from '../../journey/record/record-item.ts';
import { namedObjects } from '../../journey/record/record-names.ts';
import { toldDetails } from '../../journey/told-details.ts';
import type { DeletionKey, DeletionRow, Gathered } from '../../ledger/deletions.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';

const GatheredObject = z.object({
  rendition: z.string(),
  bucket: z.string(),
  key: z.string().transform((key) => key as ObjectKey), // Of a record or a confirmed object.
  size: z.number(),
  contentType: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  etag: z.string(),
  versionId: z.string().nullable(),
  sha256: z.string(),
  proof: Proof,
  confirmedAt: z.number(),
});

const GatheredJourney = z.object({
  state: z.string(),
  fileName: z.string(),
  directory: z.string(),
  replaces: ImageId.nullable(),
  warning: z.string().nullable(),
  storedAt: z.number().nullable(),
  contentType: z.string(),
  extension: z.string(),
  details: PictureDetails.nullable(),
});

export type GatheredImage = {
  readonly objects: readonly ObjectRow[];
  /** Null where there was none. */
  readonly record: ImageRecord | null;
  readonly journey: z.infer<typeof GatheredJourney> | null;
};

/** What `gatherImage` gave, as the ledger has it. */
export function gatheredOf({ gathered }: DeletionRow): GatheredImage | null {
  if (gathered === null) return null;
  return {
    objects: z.array(GatheredObject).parse(gathered.objects),
    record: gathered.record === null ? null : ImageRecord.parse(gathered.record),
    journey: gathered.journey === null ? null : GatheredJourney.parse(gathered.journey),
  };
}

/** Every object that the ledger holds as confirmed or the record names. `record`: as it is in the table now, if it is. */
export function gatherImage(ledger: Ledger, key: DeletionKey, record: ImageRecord | null): Gathered {
  const confirmed = ledger.objects.ofImage(key.profile, key.imageId);
  const known = new Set(confirmed.map((object) => `${object.bucket} ${object.key}`));
  const named = record === null ? [] : namedObjects(record);
  const others = named
    .filter((object) => !known.has(`${object.bucket} ${object.key}`))
    .map(({ imageId: _, sha256, ...rest }): ObjectRow => {
      return { ...rest, sha256: sha256 ?? '', etag: '', versionId: null, proof: 'size', confirmedAt: 0 };
    });
  const journey = ledger.journeys.find(key);
  const image = ledger.images.find(key.imageId);
  if (journey === null || image === null) return { objects: [...confirmed, ...others], record, journey: null };
  const { state, fileName, directory, replaces, warning, storedAt } = journey;
  const { contentType, extension, details } = image;
  const said = { state, fileName, directory, replaces, warning, storedAt, contentType, extension, details };
  return { objects: [...confirmed, ...others], record, journey: said };
}

/** The record as it was, or one made anew of what the ledger knew. Null where not even that can be told. */
export function recordOf(
  { ledger, device }: { readonly ledger: Ledger; readonly device: string },
  { profile }: Cloud,
  row: DeletionRow,
  { objects, record, journey }: GatheredImage,
): ImageRecord | null {
  if (record !== null) return record;
  if (journey === null || !objects.some(({ rendition }) => rendition === 'original')) return null;
  const { contentType, fileName, replaces, warning } = journey;
  const details = toldDetails(ledger, row, journey.details);
  const facts = { contentType, details, fileName, replaces, warning, size: row.size, imageId: row.imageId };
  const bare = imageRecord({ ...facts, profile, device, objects });
  const said = ledger.catalogue.find(row);
  if (said === null) return bare;
  return {
    ...bare,
    ...(said.device === null || said.device === '' ? {} : { device: said.device }),
    ...(said.title === '' ? {} : { title: said.title }),
    ...(said.description === '' ? {} : { description: said.description }),
    ...(said.tags.length === 0 ? {} : { tags: said.tags }),
    ...(said.favourite ? { favourite: true } : {}),
    ...(said.location ? {} : { location_removed: true }),
    ...(Object.keys(said.fields).length === 0 ? {} : { fields: said.fields }),
  };
}
