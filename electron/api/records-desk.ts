/** @file What is known of images, kept up with the clouds behind the window's back: following, edits, the failure rate. */

import type { Engine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import type { DescribeParts } from '../library/describe/describe-images.ts';
import { type Follower, followCloud } from '../library/follow/follow-cloud.ts';
import { watchHealth } from '../library/log/watch-health.ts';
import type { Changes } from './changes.ts';
import type { LiveSettings } from './live-settings.ts';

export type RecordsDesk = Pick<Follower, 'nudge' | 'states'> & {
  readonly describing: DescribeParts;
  /** '' for a profile that there is no more. */
  readonly userIdOf: (profile: string) => string;
  /** Begins to follow; once. */
  readonly begin: () => void;
  /** Resolves when nothing is under way any more. Twice is harmless. */
  readonly close: () => Promise<void>;
};

export type RecordsDeskParts = {
  readonly engine: Pick<Engine, 'ledger' | 'clouds' | 'fills' | 'closed' | 'parts'>;
  readonly settings: Pick<LiveSettings, 'profiles'>;
  readonly changes: Pick<Changes, 'tell'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
};

export function recordsDesk({ engine, settings, changes, clock, log, random }: RecordsDeskParts): RecordsDesk {
  const { ledger, clouds, fills, parts } = engine;
  const closing = new AbortController();
  const withRecords = () => settings.profiles().filter(({ table }) => table !== undefined);
  let follower: Follower | undefined;
  let watching: Promise<void> | undefined;
  return {
    nudge: () => follower?.nudge(),
    states: () => follower?.states() ?? [],
    describing: {
      ledger,
      clock,
      hasRecords: (profile) => withRecords().some(({ name }) => name === profile),
    },
    userIdOf: (profile) => settings.profiles().find(({ name }) => name === profile)?.userId ?? '',
    begin: () => {
      follower ??= followCloud({
        ...{ ledger, clock, log, random, fills },
        device: parts.device,
        profiles: () => withRecords().map(({ name }) => name),
        open: clouds.open,
        isOpen: () => engine.closed() === null,
        onNews: () => changes.tell('images', 'status'),
      });
      watching ??= watchHealth(
        { ledger, clock, log, onLook: async () => undefined, onAlert: () => changes.tell('issues') },
        closing.signal,
      );
    },
    close: async () => {
      closing.abort(new DOMException('Closing', 'AbortError'));
      await Promise.all([follower?.close(), watching]);
    },
  };
}
