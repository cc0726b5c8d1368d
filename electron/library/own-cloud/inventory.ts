/** @file Counts what a profile has in the cloud, version by version, and what there is besides; changes nothing; main and terminal. */
import { dirname } from 'node:path';
import type { BucketInventory, Inventory, InventoryProgress } from '../../../shared/clean-up.ts';
import { tableItems } from '../../cloud/dynamo-items.ts';
import { describeTable } from '../../cloud/dynamo-table-changes.ts';
import { tableLook } from '../../cloud/dynamo-table-look.ts';
import { Failed } from '../../foundation/failed.ts';
import { isInside } from '../../foundation/paths.ts';
import { claimOf } from '../../journey/record/claim.ts';
import { everyVersion } from '../../journey/upload/s3-emptying.ts';
import { s3ObjectStore } from '../../journey/upload/s3-object-store.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { type Belongings, belongings } from './belongings.ts';
import type { OwnCloud } from './own-cloud.ts';
import { noteSenders } from './senders.ts';

export type CleanParts = {
  readonly cloud: OwnCloud;
  readonly ledger: Pick<Ledger, 'clearings' | 'commit' | 'folders' | 'holds' | 'path'>;
  /** Resolves when nothing of the profile is under way in this process. Absent where nothing is carried. */
  readonly quiet?: () => Promise<unknown>;
};

/** How often progress is told. */
const everySeen = 1000;

export function bucketsOf({ bucket, renditionsBucket = bucket }: OwnCloud['profile']): string[] {
  return [...new Set([bucket, renditionsBucket])];
}

/** Ends with `counted`. Throws Failed for what keeps it from counting, as `denied`; a bucket or table that is gone is told. */
export async function* takeInventory(parts: CleanParts, signal: AbortSignal): AsyncGenerator<InventoryProgress> {
  yield* countAll(parts, belongings(parts.cloud.profile), signal);
}

/** As takeInventory; afterwards `ours` knows what others name. */
export async function* countAll(
  { cloud, ledger }: CleanParts,
  ours: Belongings,
  signal: AbortSignal,
): AsyncGenerator<InventoryProgress> {
  const { profile } = cloud;
  for (const { bucket, key } of ledger.clearings.objectsOfOthers(profile.name)) ours.noteOtherKey(bucket, key);
  const count: Count = { cloud, ours, seen: 0, signal };
  // First the records: those of others say which objects are not ours alone.
  const table = profile.table === undefined ? null : yield* countTable(count, profile.table);
  const buckets: BucketInventory[] = [];
  for (const bucket of bucketsOf(profile)) buckets.push(yield* countBucket(count, bucket));
  // Where drops are copied to is beside the ledger, and is no folder of the person's.
  const isOwn = (path: string): boolean => isInside(dirname(ledger.path), path);
  const folders = ledger.folders
    .all()
    .filter((folder) => folder.profile === profile.name && !isOwn(folder.path)).length;
  const moving = ledger.clearings.underWay(profile.name);
  yield { phase: 'counted', inventory: { profile: profile.name, buckets, table, moving, folders } };
}

type Count = {
  readonly cloud: OwnCloud;
  readonly ours: Belongings;
  readonly signal: AbortSignal;
  seen: number;
};

function* oneMore(count: Count): Generator<InventoryProgress> {
  count.seen += 1;
  if (count.seen % everySeen === 0) yield { phase: 'counting', seen: count.seen };
}

async function* countTable(
  count: Count,
  table: string,
): AsyncGenerator<InventoryProgress, NonNullable<Inventory['table']>> {
  const { cloud, ours, signal } = count;
  const counts = { records: 0, others: 0 };
  try {
    for await (const item of tableItems(cloud.dynamo, table, signal)) {
      const isOurs = ours.ownsItem(item);
      if (!isOurs) counts.others += 1;
      else if (claimOf(item) === null) counts.records += 1;
      if (!isOurs) ours.noteOther(item);
      yield* oneMore(count);
    }
    return { table, failure: null, ...counts };
  } catch (error) {
    return { table, failure: gone(error, 'no-table'), ...counts };
  }
}

const countedAs = { object: 'objects', version: 'versions', marker: 'deleteMarkers' } as const;

async function* countBucket(count: Count, bucket: string): AsyncGenerator<InventoryProgress, BucketInventory> {
  const { cloud, ours, signal } = count;
  const counts = { objects: 0, versions: 0, deleteMarkers: 0, openUploads: 0, bytes: 0, others: 0 };
  try {
    for await (const _ of noteSenders(cloud, ours, bucket, signal)) yield* oneMore(count);
    for await (const { key, kind, size } of everyVersion(cloud.s3, bucket, signal)) {
      const isOurs = ours.ownsKey(bucket, key);
      counts[isOurs ? countedAs[kind] : 'others'] += 1;
      counts.bytes += isOurs ? size : 0;
      yield* oneMore(count);
    }
    for await (const { key } of s3ObjectStore(cloud.s3).listOpenUploads(bucket, '', signal)) {
      counts[ours.ownsKey(bucket, key) ? 'openUploads' : 'others'] += 1;
    }
    return { bucket, failure: null, ...counts };
  } catch (error) {
    return { bucket, failure: gone(error, 'no-bucket'), ...counts };
  }
}

/** The failure, where it says that there is nothing to count; anything else is thrown on. */
function gone(error: unknown, code: 'no-bucket' | 'no-table'): Failed['failure'] {
  if (error instanceof Failed && error.failure.code === code) return error.failure;
  throw error;
}

/** Attribute names of the table's own key. */
export async function keyOfTable(cloud: OwnCloud, table: string, signal: AbortSignal): Promise<readonly string[]> {
  return tableLook(table, await describeTable(cloud.dynamo, table, signal)).key;
}
