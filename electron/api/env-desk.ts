/** @file Holds the .env files that a browser handed over, in memory only: a browser has bytes and no path, and these are secret. */
import { randomBytes } from 'node:crypto';
import type { Clock, Milliseconds } from '../foundation/clock.ts';

export type EnvDesk = {
  /** Answers the token by which it is asked for; as that of a drop. */
  readonly take: (text: string) => string;
  /** Null for a token that was never given, or is too old. */
  readonly find: (token: string) => string | null;
  /** It was used, and is needed no longer. Twice is harmless. */
  readonly forget: (token: string) => void;
};

const goodFor: Milliseconds = 10 * 60_000;

/** A person looks at one. */
const mostKept = 4;

export function envDesk(clock: Pick<Clock, 'elapsed'>): EnvDesk {
  const kept = new Map<string, { readonly text: string; readonly until: Milliseconds }>();
  const forgetOld = (): void => {
    for (const [token, { until }] of kept) if (until <= clock.elapsed()) kept.delete(token);
    // A Map keeps the order in which its entries came.
    for (const token of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(token);
  };
  return {
    take: (text) => {
      const token = randomBytes(32).toString('base64url');
      kept.set(token, { text, until: clock.elapsed() + goodFor });
      forgetOld();
      return token;
    },
    find: (token) => {
      forgetOld();
      return kept.get(token)?.text ?? null;
    },
    forget: (token) => void kept.delete(token),
  };
}
