/** @file Wakes one listener: however often it is rung meanwhile, it is heard once. */

export type Bell = {
  readonly ring: () => void;
  /** Resolves at once when it was rung since the last time; rejects with the signal's reason. */
  readonly rung: (signal: AbortSignal) => Promise<void>;
};

export function bell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rung: async (signal) => {
      signal.throwIfAborted();
      if (!isRung) {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const stop = (): void => reject(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        wake = resolve;
        try {
          await promise;
        } finally {
          wake = undefined;
          signal.removeEventListener('abort', stop);
        }
      }
      isRung = false;
    },
  };
}
