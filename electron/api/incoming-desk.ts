/** @file Takes in what arrives by requests, asked for or by itself while one is open; one look at a bucket at a time. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from '../../shared/profile.ts';
import type { Engine } from '../engine.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { type TakeParts, takeIncoming } from '../library/request/take-incoming.ts';
import type { Inbox } from './inbox.ts';

export type IncomingDesk = {
  /** As takeIncoming, when those asked for before have ended. */
  readonly take: (
    profile: Profile,
    key: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ taken: number; refused: number }>;
  /** Looks while a request is open or something is on its way, until the signal aborts. */
  readonly keepLooking: (signal: AbortSignal) => Promise<void>;
};

export type IncomingDeskParts = {
  readonly engine: Pick<Engine, 'ledger' | 'clouds' | 'closed'>;
  readonly inbox: Pick<Inbox, 'copy'>;
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly log: Log;
  readonly profiles: () => readonly Profile[];
  readonly onTaken: () => void;
};

/** Between two looks at a bucket from which something is awaited: one LIST call each. */
const betweenLooks: Milliseconds = 5 * 60_000;

export function incomingDesk(parts: IncomingDeskParts): IncomingDesk {
  const { engine, inbox, home, clock, log } = parts;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(deed: () => Promise<T>): Promise<T> => {
    const done = turn.then(deed);
    turn = done.catch(() => undefined);
    return done;
  };

  const taken = (profile: Profile, which: { key?: string | undefined; onlyAsked: boolean }, signal: AbortSignal) =>
    inTurn(async () => {
      signal.throwIfAborted();
      // What a crash left: only one of these runs, so nobody needs it.
      await rm(join(home, 'incoming'), { recursive: true, force: true });
      const taking: TakeParts = {
        ...{ ledger: engine.ledger, home, now: clock.now },
        cloud: await engine.clouds.open(profile.name),
        carry: (path, fileName) => inbox.copy(profile, path, fileName),
        onlyAsked: which.onlyAsked,
      };
      const count = await takeIncoming(taking, which.key, signal);
      if (count.taken + count.refused > 0) parts.onTaken();
      return count;
    });

  const look = async (signal: AbortSignal): Promise<void> => {
    if (engine.closed() !== null) return;
    for (const name of engine.ledger.requests.unsettled(clock.now() - betweenLooks)) {
      const profile = parts.profiles().find((one) => one.name === name);
      if (profile === undefined) continue;
      await taken(profile, { onlyAsked: true }, signal).catch((error: unknown) => {
        if (!(error instanceof Failed)) throw error;
        log.info('What arrived could not be taken in now', { profile: name, code: error.failure.code });
      });
    }
  };

  return {
    take: (profile, key, signal) => taken(profile, { key, onlyAsked: false }, signal),
    keepLooking: async (signal) => {
      try {
        for (;;) {
          await look(signal);
          await clock.sleep(betweenLooks, signal);
        }
      } catch (error) {
        if (!isAbort(error)) log.error('What arrives is not taken in by itself any more: a fault of ours', { error });
      }
    },
  };
}
