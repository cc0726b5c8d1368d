/** @file How the one line is shared by all that is sent: how fast, how many bodies at once, and none while the gate is closed. */
import { type BandwidthSlot, bandwidthSlots, type Limits, slowestBandwidth } from '../../shared/limits.ts';
import { budget } from '../foundation/budget.ts';
import type { Clock } from '../foundation/clock.ts';
import { type Pace, pace } from '../foundation/pace.ts';
import { minuteOfDay } from './gate.ts';
import type { GatedOptions } from './upload/gated-object-store.ts';

/**
 * Bytes of bodies under way at once. More does not fill a line any better (a gigabit with 100 ms there and back holds half of
 * it), and a server that gets thirty photos at the same moment is slower than with ten: 60 photos to Ceph took 1.45 s, and 1.37 s.
 */
const bytesAtOnce = 24 * 1024 * 1024;

export type Line = GatedOptions & { readonly pace: Pace };

export type LineOptions = {
  /** As they are now; how many bodies go at once is taken at the start. */
  readonly limits: () => Limits;
  readonly isOpen: () => boolean;
  readonly clock: Clock;
};

/**
 * Bytes a second. Under a limit fewer bodies go at once, each at about this rate: it ends long before the server's patience does,
 * and soon after a pause, and little of it is lost by a stop.
 */
const shareOfBody = 4 * slowestBandwidth;

export function openLine({ limits, isOpen, clock }: LineOptions): Line {
  const { uploadsAtOnce } = limits();
  let read: { readonly text: string; readonly slots: readonly BandwidthSlot[] } = { text: 'off', slots: [] };
  const rate = (): number | null => {
    const text = limits().bandwidth;
    if (text !== read.text) read = { text, slots: bandwidthSlots(text) ?? [] };
    return bandwidthAt(read.slots, minuteOfDay(clock.now()));
  };
  return {
    isOpen,
    turnstile: budget(uploadsAtOnce),
    bytes: budget(bytesAtOnce),
    weight: () => {
      const limit = rate();
      if (limit === null) return 1;
      return Math.ceil(uploadsAtOnce / Math.max(1, Math.floor(limit / shareOfBody)));
    },
    pace: pace(rate, clock),
  };
}

/** Before the first entry of a day, the last one of the day before still holds. */
export function bandwidthAt(slots: readonly BandwidthSlot[], minute: number): number | null {
  const slot = slots.findLast(({ from }) => from <= minute) ?? slots.at(-1);
  return slot?.bytesPerSecond ?? null;
}
