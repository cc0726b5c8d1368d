/** @file What is known of images, kept up with the clouds behind the window's back: following, edits, the failure rate. */

import { type KeyParts, profileKeys } from '../cloud/profile-keys.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import type { DescribeParts } from '../library/describe/describe-images.ts';
import { type Follower, followCloud } from '../library/follow/follow-cloud.ts';
import { countersSince, havePublished, publishing } from '../library/log/publishing.ts';
import { type RaisedAlert, watchHealth } from '../library/log/watch-health.ts';
import type { Changes } from './changes.ts';
import type { LiveSettings } from './live-settings.ts';

export type RecordsDesk = Pick<Follower, 'nudge' | 'states'> & {
  readonly describing: DescribeParts;
  /** '' for a profile that there is no more. */
  readonly userIdOf: (profile: string) => string;
  /** While more fails than its owner lets pass; null: all is well. */
  readonly alert: () => RaisedAlert | null;
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
  readonly keys: KeyParts;
};

export function recordsDesk({ engine, settings, changes, clock, log, random, keys }: RecordsDeskParts): RecordsDesk {
  const { ledger, clouds, fills, parts } = engine;
  const closing = new AbortController();
  const withRecords = () => settings.profiles().filter(({ table }) => table !== undefined);
  const publish = async (signal: AbortSignal): Promise<void> => {
    const on = publishing(
      ledger,
      withRecords().map(({ name }) => name),
    ).filter((one) => one.on);
    for (const { profile: name } of on) {
      const profile = settings.profiles().find((one) => one.name === name);
      const now = clock.now();
      const counters = countersSince(ledger, name, now);
      // A store of one's own has no CloudWatch.
      if (profile === undefined || profile.dynamodbEndpoint !== undefined || counters === null) continue;
      try {
        // Loaded by those who use it only.
        const { publishCounters } = await import('../cloud/cloudwatch-metrics.ts');
        await publishCounters({ profile, keys: profileKeys(profile, keys), at: now }, counters, signal);
        await ledger.commit(() => havePublished(ledger, name, now));
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        log.warn('Counters could not be published', { profile: name, code: error.failure.code });
      }
    }
  };
  let follower: Follower | undefined;
  let watching: Promise<void> | undefined;
  let raised: RaisedAlert | null = null;
  const onAlert = (alert: RaisedAlert | null): void => {
    raised = alert;
    changes.tell('issues');
  };
  return {
    alert: () => raised,
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
      watching ??= watchHealth({ ledger, clock, log, onLook: () => publish(closing.signal), onAlert }, closing.signal);
    },
    close: async () => {
      closing.abort(new DOMException('Closing', 'AbortError'));
      await Promise.all([follower?.close(), watching]);
    },
  };
}
