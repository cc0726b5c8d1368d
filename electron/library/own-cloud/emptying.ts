/** @file Takes what is ours out of a table and a bucket, again and again, until nothing of it is seen any more; main and terminal. */
import type { CleanProgress } from '../../../shared/clean-up.ts';
import { tableItems } from '../../cloud/dynamo-items.ts';
import type { Milliseconds } from '../../foundation/clock.ts';
import { claimOf } from '../../journey/record/claim.ts';
import { removeItem } from '../../journey/record/dynamo-emptying.ts';
import { everyVersion, type HeldVersion, type NotRemoved, removeForGood } from '../../journey/upload/s3-emptying.ts';
import { s3ObjectStore } from '../../journey/upload/s3-object-store.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import type { Belongings } from './belongings.ts';
import { keyOfTable } from './inventory.ts';
import type { OwnCloud } from './own-cloud.ts';
import { noteSenders } from './senders.ts';

/** Counted while it goes on; `left`: what the store would not remove. */
export type Removed = { count: number; readonly left: (CleanProgress & { phase: 'ended' })['left'] };

/** What one call removes at most; records go one by one, as many at once. */
const objectsAtOnce = 1000;
const recordsAtOnce = 16;
/** How often a bucket or table is looked through, until nothing is found. */
const passes = 10;
const restBetween: Milliseconds = 2_000;

type Item = Readonly<Record<string, unknown>>;
type Task<Place> = Place & { readonly of: number; readonly removed: Removed };

export async function* emptyTable(
  cloud: OwnCloud,
  ours: Belongings,
  { table, of, removed }: Task<{ readonly table: string }>,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress> {
  const names = await keyOfTable(cloud, table, signal);
  const remove = (item: Item): Promise<void> => {
    const key = Object.fromEntries(names.map((name) => [name, item[name]]));
    return removeItem({ client: cloud.dynamo, table, userId: String(item['user_id']) }, key, signal);
  };
  const patience = patienceOf(cloud);
  for (let pass = 0; pass < passes; pass += 1) {
    let found = 0;
    let batch: Item[] = [];
    const removeBatch = async (): Promise<void> => {
      const items = batch;
      batch = [];
      await Promise.all(items.map((item) => patiently(patience, signal, () => remove(item))));
      removed.count += items.filter((item) => claimOf(item) === null).length;
    };
    for await (const item of tableItems(cloud.dynamo, table, signal)) {
      if (!ours.ownsItem(item)) {
        // It may have come since they were counted.
        ours.noteOther(item);
        continue;
      }
      found += 1;
      batch.push(item);
      if (batch.length < recordsAtOnce) continue;
      await removeBatch();
      yield { phase: 'records', gone: removed.count, of: Math.max(of, removed.count) };
    }
    await removeBatch();
    yield { phase: 'records', gone: removed.count, of: Math.max(of, removed.count) };
    if (found === 0) return;
  }
}

/** Uploads in parts that were not ended go with it. */
export async function* emptyBucket(
  cloud: OwnCloud,
  ours: Belongings,
  { bucket, of, removed }: Task<{ readonly bucket: string }>,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress> {
  const patience = patienceOf(cloud);
  const store = s3ObjectStore(cloud.s3);
  for await (const upload of store.listOpenUploads(bucket, '', signal)) {
    if (ours.ownsKey(bucket, upload.key)) await patiently(patience, signal, () => store.abortParts(upload, signal));
  }
  let refused: NotRemoved[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    let found = 0;
    refused = [];
    for await (const _ of noteSenders(cloud, ours, bucket, signal));
    let batch: HeldVersion[] = [];
    const removeBatch = async (): Promise<void> => {
      const versions = batch;
      batch = [];
      if (versions.length === 0) return;
      const kept = await patiently(patience, signal, () => removeForGood(cloud.s3, bucket, versions, signal));
      refused.push(...kept);
      removed.count += versions.length - kept.length;
    };
    for await (const version of everyVersion(cloud.s3, bucket, signal)) {
      if (!ours.ownsKey(bucket, version.key)) continue;
      found += 1;
      batch.push(version);
      if (batch.length < objectsAtOnce) continue;
      await removeBatch();
      yield { phase: 'objects', bucket, gone: removed.count, of: Math.max(of, removed.count) };
    }
    await removeBatch();
    yield { phase: 'objects', bucket, gone: removed.count, of: Math.max(of, removed.count) };
    // What is locked or denied stays so.
    if (found === refused.length) break;
    if (refused.length > 0) await cloud.clock.sleep(restBetween, signal);
  }
  for (const { key, failure } of refused) removed.left.push({ what: `${bucket}/${key}`, why: 'failed', failure });
}

/** All waits are as long as they can be: nobody else is slowed down by a clean-up. */
function patienceOf({ clock }: OwnCloud): Patience {
  return { clock, random: () => 1 };
}
