/** @file Holds departures back a moment, so that a moved file is seen where it went before it is missed where it was. */
import type { Milliseconds } from '../../foundation/clock.ts';
import type { Departure } from './folder-watch.ts';

export type Leaving = {
  readonly note: (departures: readonly Departure[], elapsed: Milliseconds) => void;
  readonly dueAt: () => Milliseconds;
  /** Takes everything that was noted `holdFor` ago or earlier. */
  readonly take: (elapsed: Milliseconds) => Departure[];
  readonly waiting: () => number;
  readonly clear: () => void;
};

export function leaving(holdFor: Milliseconds): Leaving {
  // In order of the first note; noting a directory again does not put it off.
  const held = new Map<string, { readonly since: Milliseconds; readonly departure: Departure }>();
  return {
    note: (departures, elapsed) => {
      for (const departure of departures) {
        const since = held.get(departure.directory)?.since ?? elapsed;
        held.set(departure.directory, { since, departure });
      }
    },
    dueAt: () => (held.values().next().value?.since ?? Number.POSITIVE_INFINITY) + holdFor,
    take: (elapsed) => {
      const taken = [...held.values()].filter(({ since }) => since + holdFor <= elapsed);
      for (const { departure } of taken) held.delete(departure.directory);
      return taken.map(({ departure }) => departure);
    },
    waiting: () => held.size,
    clear: () => held.clear(),
  };
}
