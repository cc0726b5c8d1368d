/** @file Tells every window what may have changed: gathered, so that a thousand images a second are ten messages. */
import type { Change } from '../../shared/activity.ts';
import type { Clock } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import { bell } from './bell.ts';

export type Changes = {
  /** Cheap; may be called any number of times. */
  readonly tell: (...changed: readonly Change[]) => void;
  /** An empty one at once; then all that was told since the one before, at most every `betweenEvents`. Ends with the signal. */
  readonly listen: (signal: AbortSignal) => AsyncGenerator<{ changed: Change[] }, void>;
  /** Called at each `tell`, ungathered. Returns what ends it. */
  readonly onTell: (listener: () => void) => () => void;
};

/** Milliseconds: ten a second. */
export const betweenEvents = 100;

export function changes(clock: Clock): Changes {
  const listeners = new Set<(changed: readonly Change[]) => void>();
  return {
    tell: (...changed) => {
      for (const listener of listeners) listener(changed);
    },
    onTell: (listener) => {
      const each = (): void => listener();
      listeners.add(each);
      return () => listeners.delete(each);
    },
    listen: async function* (signal) {
      const told = new Set<Change>();
      const { ring, rung } = bell();
      const listener = (changed: readonly Change[]): void => {
        for (const change of changed) told.add(change);
        ring();
      };
      listeners.add(listener);
      try {
        yield { changed: [] };
        for (;;) {
          await rung(signal);
          const changed = [...told].sort();
          told.clear();
          yield { changed };
          await clock.sleep(betweenEvents, signal);
        }
      } catch (error) {
        if (!isAbort(error)) throw error;
      } finally {
        listeners.delete(listener);
      }
    },
  };
}
