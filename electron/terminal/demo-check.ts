/** @file Looks at what the demo's servers really hold, reads all of it back, and names whatever is not as it should be; terminal. */
import { createHash } from 'node:crypto';
import type { Cloud } from '../journey/journey.ts';
import type { ImageRecord } from '../journey/record/image-record.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { historyPage } from '../library/history.ts';
import type { SampleImages } from './sample-images.ts';
import type { SyncOutcome } from './sync-folders.ts';

export type Shown = {
  readonly objects: readonly { readonly key: string; readonly size: number; readonly sha256: string }[];
  readonly records: readonly ImageRecord[];
  /** Objects that the ledger calls confirmed, by key, with the SHA-256 that it noted. */
  readonly noted: ReadonlyMap<string, string>;
};

/** Every object, read back and hashed, and every record. */
export async function shownInCloud(
  { profile, objects, records }: Cloud,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<Shown> {
  const found: { key: string; size: number; sha256: string }[] = [];
  for await (const { key, size } of objects.list(profile.bucket, '', signal)) {
    const hash = createHash('sha256');
    const body = await objects.get({ bucket: profile.bucket, key }, signal);
    for await (const piece of body ?? []) hash.update(piece);
    found.push({ key, size, sha256: hash.digest('hex') });
  }
  const written: ImageRecord[] = [];
  for await (const record of records.all(profile.userId, signal)) written.push(record);
  const noted = new Map<string, string>();
  for (const { profile: name, imageId } of historyPage(ledger, { sort: 'recent', descending: true, limit: 500 })
    .entries) {
    for (const object of ledger.objects.ofImage(name, imageId)) noted.set(object.key, object.sha256);
  }
  return { objects: found, records: written, noted };
}

/** One sentence for each thing that is not as expected. */
export function demoFaults(samples: SampleImages, outcome: SyncOutcome, { objects, records, noted }: Shown): string[] {
  const faults: string[] = [];
  const same = (what: string, is: number, expected: number): void => {
    if (is !== expected) faults.push(`${what}: ${is} instead of ${expected}`);
  };
  const pictures = samples.images - samples.withoutRenditions;
  same('images stored', outcome.stored, samples.images);
  same('files already there', outcome.already, samples.duplicates);
  same('files refused', outcome.refused.count, samples.refused);
  same('files not carried', outcome.failed.count, 0);
  same('originals in the bucket', objects.filter(({ key }) => key.startsWith('originals/')).length, samples.images);
  same('renditions in the bucket', objects.filter(({ key }) => key.startsWith('renditions/')).length, 2 * pictures);
  same('records in the table', records.length, samples.images);
  same('objects that the ledger knows', noted.size, objects.length);
  const keys = new Set(objects.map(({ key }) => key));
  for (const { key, sha256 } of objects) {
    if (noted.get(key) !== sha256) faults.push(`${key} is not what was sent`);
    if (key.startsWith('originals/') && !key.includes(sha256)) faults.push(`${key} does not bear its own hash`);
  }
  for (const record of records) {
    const named = [record.original_key, ...record.renditions.map((rendition) => rendition.key)];
    for (const key of named)
      if (!keys.has(key)) faults.push(`the record of ${record.file_name} names ${key}, which is not there`);
  }
  return faults;
}
