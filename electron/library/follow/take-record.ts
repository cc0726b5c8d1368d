/** @file Takes images that other computers stored into the ledger, once the store has said that they are there; main process. */

import type { Cloud } from '../../journey/journey.ts';
import type { Burial } from '../../journey/record/burial.ts';
import type { ImageRecord } from '../../journey/record/image-record.ts';
import { provenObjects, type RecordedParts } from '../../journey/recorded-keys.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { type AdoptedImage, adoptImage, imageOfRecord } from '../adopt-image.ts';
import { liftIfAskedAgain, takeBurials } from '../delete/take-burials.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import { seeRecord } from './see-record.ts';

export type TakeParts = RecordedParts & Patience & { readonly ledger: Ledger; readonly device: string };

export type Taken = {
  /** Images that were not in the ledger, by the computer that stored them. */
  readonly taken: ReadonlyMap<string, number>;
  readonly changed: number;
};

/** What another computer stored, said and deleted. */
export type Page = {
  readonly records: readonly ImageRecord[];
  readonly burials: readonly Burial[];
  /** Notes how far the table is known. */
  readonly keep: () => void;
};

/** Images whose objects are asked for at once; each is a question for the original and one for each rendition. */
const atOnce = 8;

/**
 * In one commit with `keep`. What the ledger has already is brought up to date; what a person deleted stays away; what
 * the store does not have whole is left for a verification. Throws Failed when the store cannot be asked.
 */
export async function takeRecords(
  parts: TakeParts,
  cloud: Cloud,
  { records, burials, keep }: Page,
  signal: AbortSignal,
): Promise<Taken> {
  const { ledger, device, clock } = parts;
  const { name, bucket } = cloud.profile;
  const buried = records.filter(({ image_id: imageId }) => ledger.journeys.isBuried({ profile: name, imageId }));
  if (buried.length > 0) {
    await ledger.commit(() => {
      for (const record of buried) liftIfAskedAgain(ledger, name, record);
    });
  }
  const isNew = ({ image_id: imageId, source_bucket }: ImageRecord): boolean => {
    const key = { profile: name, imageId };
    return source_bucket === bucket && ledger.journeys.find(key) === null && !ledger.journeys.isBuried(key);
  };
  const fresh = records.filter(isNew);
  const images: AdoptedImage[] = [];
  for (let from = 0; from < fresh.length; from += atOnce) {
    const some = fresh.slice(from, from + atOnce);
    const proven = await Promise.all(some.map((record) => provenImage(parts, cloud, record, signal)));
    images.push(...proven.filter((image) => image !== null));
    signal.throwIfAborted();
  }
  return ledger.commit(() => {
    const devices = new Map(records.map((record) => [record.image_id, record.device]));
    const taken = new Map<string, number>();
    for (const image of images) {
      if (!adoptImage(ledger, name, image, 'stored')) continue;
      const from = devices.get(image.imageId) ?? '';
      taken.set(from, (taken.get(from) ?? 0) + 1);
    }
    const changed = records.filter((record) => seeRecord(ledger, name, record, device)).length;
    const deleted = takeBurials(ledger, name, burials, clock.now());
    keep();
    ledger.catalogue.index(Math.max(1, records.length));
    return { taken, changed: changed + deleted };
  });
}

async function provenImage(
  parts: TakeParts,
  cloud: Cloud,
  record: ImageRecord,
  signal: AbortSignal,
): Promise<AdoptedImage | null> {
  const objects = await patiently(parts, signal, () => provenObjects(parts, cloud, record, () => true, signal));
  if (!objects.some(({ rendition }) => rendition === 'original')) return null;
  return imageOfRecord(record, objects, parts.clock.now());
}
