/** @file Long work that the engine tells of as it goes: it lives beside the screens, so that leaving one does not end it. */
import { useSyncExternalStore } from 'react';

export type Run<Progress> = {
  readonly state: 'idle' | 'running' | 'ended' | 'stopped' | 'failed';
  readonly progress: Progress | null;
  /** With `failed`. */
  readonly failure: unknown;
};

export type LongRun<Progress> = {
  readonly now: () => Run<Progress>;
  readonly subscribe: (listener: () => void) => () => void;
  /** One at a time: while it runs, another begin does nothing. Resolves at its end, whatever that was. */
  readonly begin: (open: (signal: AbortSignal) => Promise<AsyncIterable<Progress>>) => Promise<void>;
  readonly stop: () => void;
  /** Forgets what has ended. */
  readonly clear: () => void;
};

export function longRun<Progress>(): LongRun<Progress> {
  const idle: Run<Progress> = { state: 'idle', progress: null, failure: null };
  let run = idle;
  let ending: AbortController | null = null;
  const listeners = new Set<() => void>();
  const become = (next: Run<Progress>): void => {
    run = next;
    for (const listener of listeners) listener();
  };
  return {
    now: () => run,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: async (open) => {
      if (run.state === 'running') return;
      const mine = new AbortController();
      ending = mine;
      become({ state: 'running', progress: null, failure: null });
      try {
        for await (const progress of await open(mine.signal)) become({ ...run, progress });
        become({ ...run, state: mine.signal.aborted ? 'stopped' : 'ended' });
      } catch (failure) {
        become(mine.signal.aborted ? { ...run, state: 'stopped' } : { ...run, state: 'failed', failure });
      }
    },
    stop: () => ending?.abort(),
    clear: () => {
      if (run.state !== 'running') become(idle);
    },
  };
}

export function useRun<Progress>({ now, subscribe }: LongRun<Progress>): Run<Progress> {
  return useSyncExternalStore(subscribe, now);
}
