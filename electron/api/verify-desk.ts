/** @file Verifies profiles in the background, asked for or when it is due, and tells every window how far it has come. */

import { z } from 'zod';
import type { Failure } from '../../shared/failure.ts';
import type { Profile } from '../../shared/profile.ts';
import { VerifyReport } from '../../shared/verification.ts';
import type { VerifyEvery, VerifyProgressEntry, VerifyState } from '../../shared/verify-run.ts';
import type { Engine } from '../engine.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { verifyLibrary } from '../library/verify/verify-library.ts';
import { bell } from './bell.ts';
import { betweenEvents } from './changes.ts';

export type VerifyDesk = {
  /** Goes on by itself. One that is under way is joined, but for one that does less: that is stopped, and this begins. */
  readonly begin: (profile: string, how: { readonly repair: boolean; readonly deep: boolean }) => void;
  /** Resolves when nothing of it is under way; what was found is kept for the next. */
  readonly stop: (profile: string) => Promise<void>;
  readonly follow: (signal: AbortSignal) => AsyncGenerator<VerifyState[], void>;
  /** Begins what is due, until the signal aborts; then stops all. */
  readonly keepTime: (signal: AbortSignal) => Promise<void>;
};

export type VerifyDeskParts = {
  readonly engine: Pick<Engine, 'ledger' | 'clouds' | 'parts' | 'schedule' | 'closed'>;
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly profiles: () => readonly Profile[];
  readonly every: () => VerifyEvery;
  /** Told when one has come to its end: images and issues may be others now. */
  readonly onEnded: (profile: string) => void;
};

type Running = {
  readonly since: number;
  readonly repair: boolean;
  readonly deep: boolean;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  progress: VerifyProgressEntry | null;
};

const hour: Milliseconds = 60 * 60_000;
const periods: Readonly<Record<Exclude<VerifyEvery, 'never'>, Milliseconds>> = {
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
};
/** The time of day is looked at, because timers stand still while a computer sleeps. */
const longestRest: Milliseconds = 10 * 60_000;

const Last = z.object({ at: z.number(), report: VerifyReport });

export function verifyDesk(parts: VerifyDeskParts): VerifyDesk {
  const { engine, home, clock, random, log } = parts;
  const { ledger, schedule } = engine;
  const running = new Map<string, Running>();
  const failures = new Map<string, { readonly failure: Failure; readonly at: number }>();
  const bells = new Set<() => void>();
  const ring = (): void => {
    for (const each of bells) each();
  };

  const lastOf = (profile: string): VerifyState['last'] => {
    const kept = ledger.meta.get(`verified ${profile}`);
    return kept === null ? null : (Last.safeParse(JSON.parse(kept)).data ?? null);
  };
  /** A profile that was never verified is due a period after it was first seen here. */
  const nextOf = (profile: string): number | null => {
    const every = parts.every();
    const from = lastOf(profile)?.at ?? Number(ledger.meta.get(`verify from ${profile}`) ?? clock.now());
    if (every === 'never') return null;
    const due = from + periods[every];
    const failed = failures.get(profile);
    return failed === undefined ? due : Math.max(due, failed.at + hour);
  };
  const states = (): VerifyState[] =>
    parts.profiles().map(({ name }) => {
      const now = running.get(name);
      return {
        profile: name,
        running:
          now === undefined ? null : { since: now.since, repair: now.repair, deep: now.deep, progress: now.progress },
        last: lastOf(name),
        failure: failures.get(name)?.failure ?? null,
        nextAt: nextOf(name),
      };
    });

  const verify = async (profile: string, run: Omit<Running, 'ended'>): Promise<void> => {
    const { repair, deep, stop } = run;
    try {
      const carry = async (): Promise<void> => {
        schedule.nudge();
        await schedule.idle();
      };
      const report = await verifyLibrary(
        {
          ...{ ledger, home, clock, random, carry, device: engine.parts.device },
          cloud: await engine.clouds.open(profile),
          onProgress: (progress) => {
            const current = running.get(profile);
            if (current !== undefined) current.progress = progress;
            ring();
          },
        },
        { repair, deep, fresh: false, asIssues: true },
        stop.signal,
      );
      failures.delete(profile);
      const at = clock.now();
      await ledger.commit(() => {
        ledger.meta.set(`verified ${profile}`, JSON.stringify({ at, report }));
        ledger.deeds.note({ kind: 'verified', profile, subject: profile, images: report.proven }, at);
      });
    } catch (error) {
      if (isAbort(error) && stop.signal.aborted) return;
      if (!(error instanceof Failed)) throw error;
      failures.set(profile, { failure: error.failure, at: clock.now() });
    }
  };

  const begin: VerifyDesk['begin'] = (profile, { repair, deep }) => {
    const before = running.get(profile);
    if (before !== undefined) {
      const doesLess = (repair && !before.repair) || (deep && !before.deep);
      if (!doesLess || before.stop.signal.aborted) return;
      before.stop.abort();
      void before.ended.then(() => begin(profile, { repair, deep }));
      return;
    }
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const run: Running = { since: clock.now(), repair, deep, stop: new AbortController(), ended, progress: null };
    running.set(profile, run);
    ring();
    void verify(profile, run)
      .catch((error: unknown) => log.error('A verification ended by a fault of ours', { error, profile }))
      .finally(() => {
        running.delete(profile);
        resolve();
        ring();
        parts.onEnded(profile);
      });
  };
  const stop: VerifyDesk['stop'] = async (profile) => {
    const run = running.get(profile);
    run?.stop.abort();
    await run?.ended;
  };

  /** Only profiles in which something is stored, and none while nothing may begin. */
  const beginDue = async (): Promise<void> => {
    for (const { name } of parts.profiles()) {
      if (ledger.meta.get(`verify from ${name}`) === null) {
        await ledger.commit(() => ledger.meta.set(`verify from ${name}`, String(clock.now())));
      }
      const due = nextOf(name);
      const isDue = due !== null && due <= clock.now() && engine.closed() === null;
      if (isDue && ledger.journeys.counts(name).stored > 0) begin(name, { repair: false, deep: false });
    }
  };

  return {
    begin,
    stop,
    follow: async function* (signal) {
      const { ring: mine, rung } = bell();
      bells.add(mine);
      try {
        for (;;) {
          yield states();
          await rung(signal);
          await clock.sleep(betweenEvents, signal);
        }
      } catch (error) {
        if (!isAbort(error)) throw error;
      } finally {
        bells.delete(mine);
      }
    },
    keepTime: async (signal) => {
      try {
        for (;;) {
          await beginDue();
          await clock.sleep(longestRest, signal);
        }
      } catch (error) {
        if (!isAbort(error)) log.error('Nothing is verified by itself any more: a fault of ours', { error });
      } finally {
        await Promise.all([...running.keys()].map(stop));
      }
    },
  };
}
