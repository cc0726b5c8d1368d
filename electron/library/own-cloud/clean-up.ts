/** @file Takes everything of a profile out of the cloud, after it was said in words; stops at any line, goes on when asked again. */
import {
  type CleanProgress,
  type CleanRequest,
  type Inventory,
  typedToDeleteTable,
  typedToEmpty,
} from '../../../shared/clean-up.ts';
import { canList } from '../../cloud/s3-can-list.ts';
import type { Milliseconds } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import { removeTable } from '../../journey/record/dynamo-emptying.ts';
import { removeBucket } from '../../journey/upload/s3-emptying.ts';
import { type Belongings, belongings } from './belongings.ts';
import { emptyBucket, emptyTable, type Removed } from './emptying.ts';
import { bucketsOf, type CleanParts, countAll } from './inventory.ts';

/** What is on its way is let through before anything is taken away; a run that was killed leaves some that never ends. */
const waitForMoving = { tries: 30, rest: 2_000 } as const;
/** Stores may still see what has just gone. */
const waitForEmpty = { tries: 15, rest: 2_000 } as const;
/** The profile rests meanwhile; should this process die, it goes on by itself after as long. */
const restsFor: Milliseconds = 60 * 60_000;

/** Looks for what was stored meanwhile. */
const mostRounds = 3;

type Ended = CleanProgress & { readonly phase: 'ended' };

/**
 * Ends with `refused`, and nothing has happened, or with `ended`. Records go before the objects that they name, and before either
 * the ledger says that nothing is stored any more. Throws Failed as the cloud answers; asked again, it goes on with what is left.
 */
export async function* cleanUp(
  parts: CleanParts,
  request: CleanRequest,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress> {
  const { cloud, ledger } = parts;
  const { profile, clock } = cloud;
  const refusal = refusedFor(request, bucketsOf(profile));
  if (refusal !== null) {
    yield refusal;
    return;
  }
  const now = clock.now();
  const resting = {
    code: 'stopped',
    retry: 'soon',
    scope: 'profile',
    subject: profile.bucket,
    detail: 'clean-up',
  } as const;
  await ledger.commit(() => ledger.holds.put(profile.name, resting, now + restsFor, now));
  try {
    yield* letThrough(parts, signal);
    const ours = belongings(profile);
    let inventory: Inventory | null = null;
    for await (const progress of countAll(parts, ours, signal)) {
      if (progress.phase === 'counted') inventory = progress.inventory;
    }
    if (inventory === null) throw new Error('An inventory that did not end');
    const clear = () => ledger.commit(() => ledger.clearings.clear(profile.name, clock.now()));
    await clear();

    const ended: Ended = { phase: 'ended', objects: 0, records: 0, bucketsGone: [], tableGone: false, left: [] };
    for (let round = 0; round < mostRounds; round += 1) {
      ended.left = [];
      yield* emptyAll(cloud, ours, inventory, ended, signal);
      // Another Cloudroll on this computer may have stored one more before it saw that the profile rests.
      if ((await clear()) === 0) break;
    }
    yield* removeContainers(parts, request, inventory, ended, signal);
    yield ended;
  } finally {
    await ledger.commit(() => ledger.holds.lift(profile.name));
  }
}

async function* emptyAll(
  cloud: CleanParts['cloud'],
  ours: Belongings,
  { table, buckets }: Inventory,
  ended: Ended,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress> {
  if (table !== null && table.failure === null) {
    const removed: Removed = { count: 0, left: [] };
    yield* emptyTable(cloud, ours, { table: table.table, of: table.records, removed }, signal);
    ended.records += removed.count;
  }
  for (const { bucket, failure, objects, versions, deleteMarkers } of buckets) {
    if (failure !== null) continue;
    const removed: Removed = { count: 0, left: [] };
    yield* emptyBucket(cloud, ours, { bucket, of: objects + versions + deleteMarkers, removed }, signal);
    ended.objects += removed.count;
    ended.left.push(...removed.left);
  }
}

function refusedFor(request: CleanRequest, buckets: readonly string[]): CleanProgress | null {
  const { typed, deleteBuckets, deleteTable } = request;
  if (typed !== typedToEmpty) return { phase: 'refused', which: 'empty', expected: typedToEmpty };
  if (deleteBuckets.some((name) => !buckets.includes(name))) {
    return { phase: 'refused', which: 'bucket', expected: buckets.join(' ') };
  }
  if (deleteTable === undefined || deleteTable === typedToDeleteTable) return null;
  return { phase: 'refused', which: 'table', expected: typedToDeleteTable };
}

async function* letThrough({ cloud, ledger, quiet }: CleanParts, signal: AbortSignal): AsyncGenerator<CleanProgress> {
  const { profile, clock } = cloud;
  await quiet?.();
  for (let tries = 0; tries < waitForMoving.tries; tries += 1) {
    if (ledger.clearings.underWay(profile.name) === 0) return;
    yield { phase: 'waiting', for: profile.name };
    await clock.sleep(waitForMoving.rest, signal);
  }
}

/** Bucket and table themselves, where that was typed and nobody else has anything in them. */
async function* removeContainers(
  { cloud }: CleanParts,
  request: CleanRequest,
  inventory: Inventory,
  ended: Ended,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress> {
  for (const { bucket, others, failure } of inventory.buckets) {
    if (!request.deleteBuckets.includes(bucket)) continue;
    if (failure !== null) ended.bucketsGone.push(bucket);
    else if (others > 0) ended.left.push({ what: bucket, why: 'others', failure: null });
    else if (yield* bucketGoes(cloud, bucket, signal)) ended.bucketsGone.push(bucket);
    else ended.left.push({ what: bucket, why: 'failed', failure: null });
  }
  const { table } = inventory;
  if (table === null || request.deleteTable === undefined) return;
  if (table.failure !== null) ended.tableGone = true;
  else if (table.others > 0) ended.left.push({ what: table.table, why: 'others', failure: null });
  else {
    yield { phase: 'waiting', for: table.table };
    await removeTable({ client: cloud.dynamo, table: table.table }, cloud.clock, signal);
    ended.tableGone = true;
  }
}

/** True when the store says that there is no such bucket. */
async function* bucketGoes(
  { s3, clock }: CleanParts['cloud'],
  bucket: string,
  signal: AbortSignal,
): AsyncGenerator<CleanProgress, boolean> {
  for (let tries = 0; tries < waitForEmpty.tries; tries += 1) {
    if ((await removeBucket(s3, bucket, signal)) === 'removed' && (await isGone())) return true;
    yield { phase: 'waiting', for: bucket };
    await clock.sleep(waitForEmpty.rest, signal);
  }
  return false;

  async function isGone(): Promise<boolean> {
    try {
      await canList(s3, bucket, signal);
      return false;
    } catch (error) {
      if (error instanceof Failed && error.failure.code === 'no-bucket') return true;
      throw error;
    }
  }
}
