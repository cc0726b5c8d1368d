/** @file A ledger whose disk is full cannot even note when to try again: that is remembered here; for the schedule. */
import type { Failure } from '../../shared/failure.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';

export type UnwritableLedger = {
  /** What keeps it from being written; null while nothing is known to. */
  readonly failure: () => Failure | null;
  /** Null: it may be tried now. */
  readonly restsUntil: (now: number) => number | null;
  /** True when the error is of that kind. */
  readonly note: (error: unknown) => boolean;
  /** Something was written again. */
  readonly clear: () => void;
};

/** Between two tries. */
const rest: Milliseconds = 10_000;

/** `onChange` is called when it can no longer be written, and when it can again; not for each try between. */
export function unwritableLedger(clock: Pick<Clock, 'now'>, onChange: () => void): UnwritableLedger {
  let known: { readonly failure: Failure; readonly until: number } | null = null;
  const set = (next: typeof known): void => {
    const isNews = (known === null) !== (next === null);
    known = next;
    if (isNews) onChange();
  };
  return {
    failure: () => known?.failure ?? null,
    restsUntil: (now) => (known !== null && known.until > now ? known.until : null),
    note: (error) => {
      if (!(error instanceof Failed) || error.failure.code !== 'disk-full') return false;
      set({ failure: error.failure, until: clock.now() + rest });
      return true;
    },
    clear: () => set(null),
  };
}
