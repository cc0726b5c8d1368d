/** @file Counts what a run has done so far, and says it in a line that does not lie about speed or time; terminal. */
import type { Clock } from '../foundation/clock.ts';
import type { Arrival } from '../journey/journey.ts';
import { bytes, length, plural } from './measures.ts';

export type Tally = {
  readonly count: (arrival: Arrival) => void;
  readonly addBytes: (sent: number) => void;
  readonly stored: () => number;
  /** Bytes of stored images, originals and renditions. */
  readonly bytesSent: () => number;
  /** Milliseconds since the tally began. */
  readonly elapsed: () => number;
  /** `left`: what still waits to be read. */
  readonly line: (left: { readonly files: number; readonly bytes: number }) => string;
};

/** Milliseconds; speed is of the last moments, not of the whole run. */
const window = 5000;

export function tally(clock: Clock): Tally {
  const begun = clock.elapsed();
  const recent: { at: number; sent: number }[] = [];
  let stored = 0;
  let already = 0;
  let aside = 0;
  let sent = 0;

  const speed = (): number => {
    const now = clock.elapsed();
    while (recent[0] !== undefined && recent[0].at < now - window) recent.shift();
    const span = Math.min(window, now - begun);
    return span < 500 ? 0 : (recent.reduce((sum, one) => sum + one.sent, 0) / span) * 1000;
  };

  return {
    count: (arrival) => {
      if (arrival.kind === 'stored') stored += 1;
      else if (arrival.kind === 'already') already += 1;
      else if (arrival.kind !== 'stopped') aside += 1;
    },
    addBytes: (amount) => {
      sent += amount;
      recent.push({ at: clock.elapsed(), sent: amount });
    },
    stored: () => stored,
    bytesSent: () => sent,
    elapsed: () => clock.elapsed() - begun,
    line: (left) => {
      const rate = speed();
      const parts = [
        `${plural(stored, 'image')} stored`,
        already > 0 ? `${already} already there` : '',
        aside > 0 ? `${aside} set aside` : '',
        `${bytes(sent)} sent`,
        rate > 0 ? `${bytes(rate)}/s` : '',
        left.files > 0 ? `${plural(left.files, 'file')} left` : '',
        // Renditions weigh too, so this is what is left to read, at the speed of what is sent: a bound, said as one.
        left.files > 0 && rate > 0 && left.bytes > 0 ? `at least ${length((left.bytes / rate) * 1000)}` : '',
      ];
      return parts.filter((part) => part !== '').join(' · ');
    },
  };
}
