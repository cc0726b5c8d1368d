/** @file How the last hour and day went, out of the journal of every image: counters and percentiles; reads the ledger only. */
import { FailureAlert, type Health } from '../../../shared/library-log.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { number, text } from '../../ledger/rows.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps that are looked at, newest first: about ten thousand images, read in some tens of milliseconds. */
const mostSteps = 50_000;

const alertFact = 'failure alert';
const usualAlert: FailureAlert = { above: 20, atLeast: 20 };

export function failureAlert({ meta }: Pick<Ledger, 'meta'>): FailureAlert {
  const kept = meta.get(alertFact);
  return kept === null ? usualAlert : FailureAlert.parse(JSON.parse(kept));
}

/** Call inside a commit. */
export function keepFailureAlert({ meta }: Pick<Ledger, 'meta'>, alert: FailureAlert): void {
  meta.set(alertFact, JSON.stringify(alert));
}

type Step = { readonly image: string; readonly state: string; readonly at: number };

export type HealthLedger = Pick<Ledger, 'database' | 'meta'>;

/** All but `publishing`, which only the settings know. */
export type LedgerHealth = Omit<Health, 'publishing'>;

export function health(ledger: HealthLedger, now: number): LedgerHealth {
  const steps = stepsSince(ledger, now - day);
  const counted = steps.filter(({ state }) => isStored(state) || isFailed(state));
  const since = (from: number) => counts(counted.filter(({ at }) => at > from));
  const lastHour = since(now - hour);
  const alert = failureAlert(ledger);
  const ended = lastHour.stored + lastHour.failed;
  const failureRate = ended === 0 ? null : lastHour.failed / ended;
  const isAbove =
    alert.above !== null && failureRate !== null && ended >= alert.atLeast && failureRate * 100 > alert.above;
  return {
    minutes: minutes(counted, now),
    lastHour,
    lastDay: since(now - day),
    failureRate,
    stages: stages(steps),
    alert: { ...alert, isAbove },
  };
}

/** Oldest first. What was taken in from the cloud went through no stage. */
function stepsSince({ database }: HealthLedger, from: number): Step[] {
  return database
    .prepare(
      `SELECT profile || ' ' || image_id AS image, state, at FROM
         (SELECT * FROM steps ORDER BY id DESC LIMIT ?) WHERE at > ? AND coalesce(note, '') <> 'adopted' ORDER BY id`,
    )
    .all(mostSteps, from)
    .map((row) => ({ image: text(row, 'image'), state: text(row, 'state'), at: number(row, 'at') }));
}

const isStored = (state: string): boolean => state === 'stored';
const isFailed = (state: string): boolean => state === 'waiting' || state === 'blocked' || state === 'failed';

function counts(steps: readonly Step[]): { stored: number; failed: number } {
  const stored = steps.filter(({ state }) => isStored(state)).length;
  return { stored, failed: steps.length - stored };
}

function minutes(steps: readonly Step[], now: number): Health['minutes'] {
  const first = Math.floor(now / minute) - 59;
  const all = Array.from({ length: 60 }, (_, index) => ({ at: (first + index) * minute, stored: 0, failed: 0 }));
  for (const { state, at } of steps) {
    const one = all[Math.floor(at / minute) - first];
    if (one === undefined) continue;
    if (isStored(state)) one.stored += 1;
    else one.failed += 1;
  }
  return all;
}

/** From each image's latest beginning to its end; of tries that failed only the last one counts. */
function stages(steps: readonly Step[]): Health['stages'] {
  const under = new Map<string, Partial<Record<string, number>>>();
  const lengths: Record<keyof Health['stages'], number[]> = { preparing: [], sending: [], recording: [], whole: [] };
  for (const { image, state, at } of steps) {
    if (state === 'hashed') under.set(image, { hashed: at });
    const begun = under.get(image);
    if (begun === undefined) continue;
    begun[state] = at;
    if (!isStored(state)) continue;
    const { hashed, uploading, confirmed } = begun;
    if (hashed !== undefined) lengths.whole.push(at - hashed);
    if (hashed !== undefined && uploading !== undefined) lengths.preparing.push(uploading - hashed);
    if (uploading !== undefined && confirmed !== undefined) lengths.sending.push(confirmed - uploading);
    if (confirmed !== undefined) lengths.recording.push(at - confirmed);
    under.delete(image);
  }
  return {
    preparing: percentiles(lengths.preparing),
    sending: percentiles(lengths.sending),
    recording: percentiles(lengths.recording),
    whole: percentiles(lengths.whole),
  };
}

/** By nearest rank: each is a length that an image really took. 0 where there is none. */
export function percentiles(lengths: readonly number[]): Health['stages']['whole'] {
  const sorted = lengths.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { images: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
