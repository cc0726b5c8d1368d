/** @file Keeps pictures that were made only to be looked at, each under a token, for as long as somebody looks. */
import { randomBytes } from 'node:crypto';
import type { Clock, Milliseconds } from '../foundation/clock.ts';

export type DraftPicture = { readonly contentType: string; readonly bytes: Uint8Array };

export type DraftPictures = {
  readonly keep: (picture: DraftPicture) => string;
  /** Null for a token that was never given, or is too old. */
  readonly find: (token: string) => DraftPicture | null;
};

const goodFor: Milliseconds = 10 * 60_000;

/** Before and after of the last few tries: who moves a slider looks at the newest. */
const mostKept = 8;

export function draftPictures(clock: Clock): DraftPictures {
  const kept = new Map<string, { readonly picture: DraftPicture; readonly until: Milliseconds }>();
  const forgetOld = (): void => {
    for (const [token, { until }] of kept) if (until <= clock.elapsed()) kept.delete(token);
    // A Map keeps the order in which its entries came.
    for (const token of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(token);
  };
  return {
    keep: (picture) => {
      const token = randomBytes(16).toString('base64url');
      kept.set(token, { picture, until: clock.elapsed() + goodFor });
      forgetOld();
      return token;
    },
    find: (token) => {
      forgetOld();
      return kept.get(token)?.picture ?? null;
    },
  };
}
