/** @file What was asked for and what came, from the ledger and from what the bucket holds now; main and terminal. */
import type { RequestEntry } from '../../../shared/photo-request.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import type { RequestRow } from '../../ledger/requests.ts';
import { incomingPrefix, isIncoming } from './incoming-keys.ts';

export type IncomingParts = { readonly ledger: Ledger; readonly cloud: Cloud; readonly now: () => number };

type Lying = { readonly size: number; readonly at: number };

/** Newest first; also what came by a request of another computer. Throws Failed when the bucket cannot be asked. */
export async function listIncoming(
  { ledger, cloud, now }: IncomingParts,
  signal: AbortSignal,
): Promise<RequestEntry[]> {
  const { profile, objects } = cloud;
  const there = new Map<string, Lying>();
  for await (const { key, size, modifiedAt } of objects.list(profile.bucket, incomingPrefix, signal)) {
    if (isIncoming(key)) there.set(key, { size, at: modifiedAt });
  }
  const rows = ledger.requests.ofProfile(profile.name);
  const ours = rows.map((row) => entryOf(row, there.get(row.key) ?? null, now()));
  const known = new Set<string>(rows.map(({ key }) => key));
  const others = [...there].filter(([key]) => !known.has(key)).map(([key, lying]) => foreign(profile.name, key, lying));
  return [...ours, ...others].sort((one, other) => timeOf(other) - timeOf(one));
}

function entryOf(row: RequestRow, lying: Lying | null, now: number): RequestEntry {
  const { profile, key, label, reason, imageId, madeAt, expiresAt, arrived } = row;
  return {
    ...{ profile, key, label, reason, imageId, madeAt, expiresAt },
    state: stateOf(row, lying, now),
    arrived: lying ?? (arrived === null ? null : { size: arrived.size, at: arrived.at }),
  };
}

function stateOf({ state, expiresAt }: RequestRow, lying: Lying | null, now: number): RequestEntry['state'] {
  if (state !== 'open') return state;
  if (lying !== null) return 'arrived';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'open';
}

function foreign(profile: string, key: string, arrived: Lying): RequestEntry {
  const nothing = { label: null, reason: null, imageId: null, madeAt: null, expiresAt: null };
  return { profile, key, ...nothing, state: 'arrived', arrived };
}

function timeOf({ madeAt, arrived }: RequestEntry): number {
  return madeAt ?? arrived?.at ?? 0;
}
