/** @file What a profile costs this month and is likely to by its end: an estimate from our own counters; main and terminal. */
import {
  type CostLine,
  type CostReport,
  type CostSettings,
  type Prices,
  type RequestClass,
  warnAtShare,
} from '../../../shared/cost.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Milliseconds } from '../../foundation/clock.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import type { Used } from '../../ledger/usage.ts';
import { pricesFor, regionClassOf } from './prices.ts';

const gigabyte = 1e9;
const day: Milliseconds = 24 * 60 * 60_000;

/** Bytes of a record with its attribute names, and how often it is written: the table and its two full indexes. */
const recordBytes = 1024;
const copiesOfRecord = 3;
/** Bytes of one unit: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html */
const writeUnit = 1024;
const readUnit = 4096;

/** A burst, as a first import, is not taken for the rule: what was counted is spread over at least as long. */
const shortestMeasure: Milliseconds = 7 * day;

/** Reads the ledger only; takes milliseconds. */
export function costReport(
  profile: Profile,
  settings: CostSettings,
  ledger: Pick<Ledger, 'usage'>,
  now: Milliseconds,
): CostReport {
  const month = new Date(now).toISOString().slice(0, 7);
  const regionClass = regionClassOf(profile);
  const { prices, areEdited } = pricesFor(regionClass, settings.prices);
  const first = ledger.usage.firstDay(profile.name, month);
  const countedSince = first === null ? null : Date.parse(first);
  const span = spanOf(now, countedSince);
  const stored = ledger.usage.stored(profile.name);
  const records = profile.table === undefined ? 0 : stored.images * recordBytes * copiesOfRecord;
  const lines = [
    kept('stored', stored.bytes, prices.storedGb, span),
    kept('records', records, prices.recordsGb, span),
    ...requestLines(ledger.usage.ofMonth(profile.name, month), prices, span),
  ];
  const sum = (of: 'cost' | 'forecast'): number => lines.reduce((total, line) => total + line[of], 0);
  const budget = settings.budgets[profile.name] ?? null;
  const cost = sum('cost');
  return {
    ...{ profile: profile.name, month, countedSince, regionClass, prices, pricesAreEdited: areEdited, lines },
    ...{ cost, forecast: sum('forecast'), budget },
    state: budget === null ? 'no-budget' : stateOf(cost / budget.amount),
  };
}

function stateOf(share: number): CostReport['state'] {
  if (share >= 1) return 'spent';
  return share >= warnAtShare ? 'near' : 'under';
}

type Span = {
  /** Of the month, how much is over: 0 to 1. */
  readonly elapsed: number;
  /** What is counted so far, times this, is likely to be added by the month's end. */
  readonly toCome: number;
};

function spanOf(now: Milliseconds, countedSince: Milliseconds | null): Span {
  const date = new Date(now);
  const begin = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  const measured = Math.max(shortestMeasure, now - (countedSince ?? now));
  return { elapsed: (now - begin) / (end - begin), toCome: (end - now) / measured };
}

/** What lies there is paid for by the hour: so far as long as the month has lasted, in the end for all of it. */
function kept(what: 'stored' | 'records', bytes: number, priceOfGb: number, { elapsed }: Span): CostLine {
  const whole = (bytes / gigabyte) * priceOfGb;
  return { what, soFar: bytes, cost: whole * elapsed, forecast: whole };
}

function requestLines(used: readonly Omit<Used, 'profile' | 'day'>[], prices: Prices, { toCome }: Span): CostLine[] {
  const of = (name: RequestClass) => used.find((one) => one.class === name) ?? { requests: 0, sent: 0, received: 0 };
  const line = (what: CostLine['what'], soFar: number, cost: number): CostLine => ({
    ...{ what, soFar, cost },
    forecast: cost * (1 + toCome),
  });
  const [writes, reads, removes] = [of('write'), of('read'), of('remove')];
  const [recordWrites, recordReads] = [of('record-write'), of('record-read')];
  const writeUnits = Math.max(recordWrites.requests, recordWrites.sent / writeUnit) * copiesOfRecord;
  const readUnits = Math.max(recordReads.requests, recordReads.received / readUnit);
  const out = writes.received + reads.received + recordReads.received + recordWrites.received;
  return [
    line('writes', writes.requests, (writes.requests / 1000) * prices.writes),
    line('reads', reads.requests, (reads.requests / 1000) * prices.reads),
    line('removes', removes.requests, 0),
    line('record-writes', recordWrites.requests, (writeUnits / 1e6) * prices.recordWrites),
    line('record-reads', recordReads.requests, (readUnits / 1e6) * prices.recordReads),
    line('out', out, (out / gigabyte) * prices.outGb),
  ];
}
