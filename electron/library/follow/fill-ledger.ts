/** @file A new ledger takes in what the cloud has before anything is sent: once for each profile, resumable; main process. */
import type { Clock } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { needsRebuild, noteProgress, noteRebuild, rebuildLedger } from '../rebuild-ledger.ts';
import { patiently } from '../verify/patiently.ts';
import { haveFollowed } from './look-at-table.ts';

export type FillParts = {
  readonly ledger: Ledger;
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly device: string;
  readonly open: (profile: string) => Promise<Cloud>;
  /** Told when something moved. */
  readonly onProgress: () => void;
};

export type Fills = {
  /**
   * Resolves when the ledger has what the cloud has of the profile: at once, where it has been filled or had images before.
   * However many ask, it is filled once. Throws Failed when the cloud cannot be asked: the next who asks begins again.
   */
  readonly ready: (profile: string) => Promise<void>;
  /** Of those being filled now: images taken in so far. */
  readonly progress: () => ReadonlyMap<string, number>;
  readonly close: () => void;
};

const filled = (profile: string): string => `filled ${profile}`;

/** What others record while we read is found by the first look: it begins that long before. */
const lookBack = 60 * 60_000;

const passFor = 5 * 60_000;

/** For `cloudroll status` beside us: each time is a write to the disk. */
const noteEvery = 1000;

export function fills(parts: FillParts): Fills {
  const { ledger } = parts;
  const closing = new AbortController();
  const under = new Map<string, Promise<void>>();
  const progress = new Map<string, number>();
  /** Profiles whose cloud does not let itself be read, and until when it is not asked again. */
  const passed = new Map<string, number>();
  const isFilled = (profile: string): boolean =>
    ledger.meta.get(filled(profile)) !== null && !needsRebuild(ledger, profile);
  return {
    ready: (profile) => {
      const before = under.get(profile);
      if (before !== undefined) return before;
      if (isFilled(profile) || (passed.get(profile) ?? 0) > parts.clock.now()) return Promise.resolve();
      let notedAt = parts.clock.elapsed();
      const tell = (images: number): void => {
        progress.set(profile, images);
        parts.onProgress();
        if (parts.clock.elapsed() - notedAt < noteEvery) return;
        notedAt = parts.clock.elapsed();
        noteProgress(ledger, profile, images);
      };
      const filling = fillOrGoOn(parts, profile, tell, closing.signal)
        .then((isRead) => {
          if (!isRead) passed.set(profile, parts.clock.now() + passFor);
        })
        .finally(() => {
          under.delete(profile);
          progress.delete(profile);
          parts.onProgress();
        });
      under.set(profile, filling);
      return filling;
    },
    progress: () => progress,
    close: () => closing.abort(new DOMException('Closing', 'AbortError')),
  };
}

/**
 * A key that may write and not read still carries images: each is then compared as it comes. Only what passes by itself is
 * waited for. False when it was so.
 */
async function fillOrGoOn(...[parts, profile, ...rest]: Parameters<typeof fill>): Promise<boolean> {
  try {
    await fill(parts, profile, ...rest);
    return true;
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.retry === 'soon') throw error;
    parts.log.warn('What the cloud has could not be taken in', { profile, code: error.failure.code });
    return false;
  }
}

async function fill(
  parts: FillParts,
  profile: string,
  tell: (images: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, home, clock, random, device } = parts;
  const cloud = await parts.open(profile);
  const began = clock.now();
  const asked = needsRebuild(ledger, profile);
  if (!asked && (hasImages(ledger, profile) || (await isEmpty(parts, cloud, signal)))) {
    await ledger.commit(() => ledger.meta.set(filled(profile), String(began)));
    return;
  }
  if (!asked) await ledger.commit(() => noteRebuild(ledger, profile));
  tell(0);
  const images = await rebuildLedger({ ledger, home, clock, random, device, onProgress: tell }, cloud, signal);
  await ledger.commit(() => {
    ledger.meta.set(filled(profile), String(began));
    haveFollowed(ledger, profile, began - lookBack);
    if (images > 0) ledger.deeds.note({ kind: 'rebuilt', subject: profile, profile, images }, clock.now());
  });
}

function hasImages({ database }: Ledger, profile: string): boolean {
  return database.prepare('SELECT 1 FROM journeys WHERE profile = ? LIMIT 1').get(profile) !== undefined;
}

/** A library that begins: nothing is listed, nothing has to wait. */
function isEmpty({ clock, random }: FillParts, { profile, records }: Cloud, signal: AbortSignal): Promise<boolean> {
  return patiently({ clock, random }, signal, async () => {
    for await (const _ of records.all(profile.userId, signal)) return false;
    return true;
  });
}
