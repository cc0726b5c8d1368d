/** @file Counts what this run of the queue came to, and how fast it goes; in memory only, the ledger keeps the truth. */

import { assertNever } from '../../shared/brand.ts';
import type { Failure, FailureCode, RefusalReason } from '../../shared/failure.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import type { Arrival } from '../journey/journey.ts';

/** What arrived: its name for a person, and the bytes of the original. */
export type Arrived = { readonly path: string; readonly size: number };

export type RunSoFar = {
  readonly since: number;
  readonly stored: number;
  readonly already: number;
  /** Of originals that came to an end, whichever. */
  readonly bytesDone: number;
  readonly bytesSent: number;
  /** Null before there is anything to measure. */
  readonly bytesPerSecond: number | null;
  /** Bytes of originals that came to an end, whichever; null likewise. */
  readonly endedPerSecond: number | null;
  readonly refused: { reason: RefusalReason; files: number; examples: string[] }[];
  readonly failed: { failure: Failure; images: number; examples: string[] }[];
};

export type RunMeter = {
  readonly sent: (bytes: number) => void;
  readonly arrived: (what: Arrived, arrival: Arrival) => void;
  readonly look: () => RunSoFar;
};

/** After so long without anything, what comes next is a new run. */
const runEndsAfter: Milliseconds = 60_000;

/** Long enough that one large file does not make the speed jump, short enough to follow a line that changes. */
const speedOver: Milliseconds = 10_000;
const leftOver: Milliseconds = 30_000;

/** Before that, a speed would be a guess. */
const speedAfter: Milliseconds = 2_000;

const mostExamples = 5;

type Tick = { readonly at: Milliseconds; sent: number; ended: number };

/** `onMove` is called at each event. */
export function runMeter(clock: Clock, onMove: () => void): RunMeter {
  let run = newRun(clock);
  let ticks: Tick[] = [];

  const tick = (sent: number, ended: number): void => {
    const at = clock.elapsed();
    const last = ticks.at(-1);
    if (last !== undefined && at - last.at > runEndsAfter) {
      run = newRun(clock);
      ticks = [];
    }
    // Half a second to a tick, so that a day of small images costs no more than a minute of them.
    const current = ticks.at(-1);
    if (current !== undefined && at - current.at < 500) {
      current.sent += sent;
      current.ended += ended;
    } else {
      ticks = [...ticks.filter((old) => at - old.at <= leftOver), { at, sent, ended }];
    }
    run.sent += sent;
    run.ended += ended;
    onMove();
  };

  const perSecond = (over: Milliseconds, which: 'sent' | 'ended'): number | null => {
    const now = clock.elapsed();
    const length = Math.min(over, now - run.began);
    if (ticks.length === 0 || length < speedAfter) return null;
    const sum = ticks.filter(({ at }) => now - at <= over).reduce((bytes, one) => bytes + one[which], 0);
    return Math.round((sum * 1000) / length);
  };

  return {
    sent: (bytes) => tick(bytes, 0),
    arrived: (what, arrival) => {
      tick(0, isEnd(arrival) ? what.size : 0);
      count(run, what, arrival);
    },
    look: () => ({
      since: run.since,
      stored: run.stored,
      already: run.already,
      bytesDone: run.ended,
      bytesSent: run.sent,
      bytesPerSecond: perSecond(speedOver, 'sent'),
      endedPerSecond: perSecond(leftOver, 'ended'),
      refused: [...run.refused.values()].sort((one, other) => other.files - one.files),
      failed: [...run.failed.values()].sort((one, other) => other.images - one.images),
    }),
  };
}

type Run = {
  readonly since: number;
  readonly began: Milliseconds;
  stored: number;
  already: number;
  sent: number;
  ended: number;
  readonly refused: Map<RefusalReason, { reason: RefusalReason; files: number; examples: string[] }>;
  readonly failed: Map<FailureCode, { failure: Failure; images: number; examples: string[] }>;
};

function newRun(clock: Clock): Run {
  return {
    since: clock.now(),
    began: clock.elapsed(),
    stored: 0,
    already: 0,
    sent: 0,
    ended: 0,
    refused: new Map(),
    failed: new Map(),
  };
}

function count(run: Run, { path }: Arrived, arrival: Arrival): void {
  switch (arrival.kind) {
    case 'stored':
      run.stored += 1;
      break;
    case 'already':
      run.already += 1;
      break;
    case 'refused': {
      const group = run.refused.get(arrival.reason) ?? { reason: arrival.reason, files: 0, examples: [] };
      group.files += 1;
      if (group.examples.length < mostExamples) group.examples.push(path);
      run.refused.set(arrival.reason, group);
      break;
    }
    case 'blocked':
    case 'failed': {
      const { failure } = arrival;
      const group = run.failed.get(failure.code) ?? { failure, images: 0, examples: [] };
      group.images += 1;
      if (group.examples.length < mostExamples) group.examples.push(path);
      run.failed.set(failure.code, group);
      break;
    }
    case 'gone':
    case 'waiting':
    case 'held':
    case 'cancelled':
    case 'stopped':
      break;
    default:
      assertNever(arrival, 'arrival');
  }
}

/** Nothing of it is left to do in this run. */
function isEnd({ kind }: Arrival): boolean {
  return kind !== 'waiting' && kind !== 'held' && kind !== 'stopped';
}
