/** @file For which profiles counters are published to CloudWatch: off unless a person put it on; kept in the ledger. */
import type { Ledger } from '../../ledger/open-ledger.ts';

const wanted = (profile: string): string => `publish metrics ${profile}`;
const done = (profile: string): string => `metrics published ${profile}`;

type Facts = Pick<Ledger, 'meta'>;

/** `last`: milliseconds since 1970 UTC, null before the first. */
export function publishing(
  { meta }: Facts,
  profiles: readonly string[],
): { profile: string; on: boolean; last: number | null }[] {
  return profiles.map((profile) => {
    const last = meta.get(done(profile));
    return { profile, on: meta.get(wanted(profile)) !== null, last: last === null ? null : Number(last) };
  });
}

/** Call inside a commit. */
export function keepPublishing({ meta }: Facts, profile: string, on: boolean): void {
  if (on) meta.set(wanted(profile), 'on');
  else meta.remove(wanted(profile));
}

/** Call inside a commit. */
export function havePublished({ meta }: Facts, profile: string, now: number): void {
  meta.set(done(profile), String(now));
}
