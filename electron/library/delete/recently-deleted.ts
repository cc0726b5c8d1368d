/** @file What was deleted, newest first, and whether the bucket keeps what it takes to put it back; main process. */
import type { z } from 'zod';
import type { DeletedEntry, DeletedPage } from '../../../shared/deletion.ts';
import { ImageId } from '../../../shared/image.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { DeletionRow } from '../../ledger/deletions.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { placeFrom, placeText } from '../place-text.ts';
import { gatheredOf } from './gathered.ts';

export type DeletedRequest = { readonly limit: number; readonly after?: string | undefined };

/** Throws Failed `bad-settings` for a cursor that is none of ours, and when the store cannot be asked at all. */
export async function recentlyDeleted(
  ledger: Ledger,
  cloud: Cloud,
  { limit, after }: DeletedRequest,
  signal: AbortSignal,
): Promise<DeletedPage> {
  const before = after === undefined ? null : placeFrom(after);
  const from = before === null ? null : { at: before[0], imageId: ImageId.parse(before[1]) };
  const rows = ledger.deletions.ended(cloud.profile.name, from, limit + 1);
  const shown = rows.slice(0, limit);
  // What was stored again since is no longer deleted.
  const deleted = shown.filter((row) => ledger.journeys.isBuried(row));
  const entries = await Promise.all(deleted.map((row) => entryOf(cloud, row, signal)));
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { entries, next: isMore ? placeText([last.endedAt ?? 0, last.imageId]) : null };
}

async function entryOf(cloud: Cloud, row: DeletionRow, signal: AbortSignal): Promise<z.infer<typeof DeletedEntry>> {
  const { profile, imageId, fileName, size, endedAt, device } = row;
  const canComeBack = await isKept(cloud, row, signal);
  return { profile, imageId, fileName, size, deletedAt: endedAt ?? row.askedAt, by: device, canComeBack };
}

async function isKept(
  { objects: store }: Cloud,
  row: DeletionRow,
  signal: AbortSignal,
): Promise<z.infer<typeof DeletedEntry>['canComeBack']> {
  const original = gatheredOf(row)?.objects.find(({ rendition }) => rendition === 'original');
  if (original === undefined || row.versions) return 'no';
  try {
    const versions = await store.versions(original, signal);
    return versions.some(({ kind }) => kind === 'object') ? 'yes' : 'no';
  } catch (error) {
    const isUntold = error instanceof Failed && ['denied', 'not-offered'].includes(error.failure.code);
    if (isUntold) return 'unknown';
    throw error;
  }
}
