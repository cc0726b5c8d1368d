/** @file A weighted turnstile: so many bytes in memory at once, first come first served. */

export type Budget = {
  /**
   * Waits until `amount` is free (an amount above the whole budget waits for all of it) and returns what gives it back,
   * which may be called twice. Rejects with the signal's reason when it aborts first.
   */
  readonly take: (amount: number, signal: AbortSignal) => Promise<() => void>;
};

type Waiting = { readonly amount: number; readonly start: () => void };

export function budget(total: number): Budget {
  let free = total;
  const queue: Waiting[] = [];

  const admit = (): void => {
    for (let first = queue[0]; first !== undefined && first.amount <= free; first = queue[0]) {
      queue.shift();
      free -= first.amount;
      first.start();
    }
  };
  const giveBack = (amount: number): (() => void) => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      free += amount;
      admit();
    };
  };

  return {
    take: (wanted, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const amount = Math.min(wanted, total);
        const abandon = (): void => {
          const place = queue.indexOf(entry);
          if (place < 0) return;
          queue.splice(place, 1);
          reject(signal.reason);
          admit();
        };
        const entry: Waiting = {
          amount,
          start: () => {
            signal.removeEventListener('abort', abandon);
            resolve(giveBack(amount));
          },
        };
        signal.addEventListener('abort', abandon, { once: true });
        queue.push(entry);
        admit();
      }),
  };
}
