/** @file For which profiles counters are published, and what they are: off unless a person put it on; kept in the ledger. */
import type { Ledger } from '../../ledger/open-ledger.ts';
import { percentiles } from './health.ts';

const wanted = (profile: string): string => `publish metrics ${profile}`;
const done = (profile: string): string => `metrics published ${profile}`;

type Facts = Pick<Ledger, 'meta'>;

const minute = 60_000;

/** Longer ago is no news: what happened while nothing was published stays unpublished. */
const oldest = 60 * minute;

/** `last`: milliseconds since 1970 UTC, null before the first. */
export function publishing(
  { meta }: Facts,
  profiles: readonly string[],
): { profile: string; on: boolean; last: number | null }[] {
  return profiles.map((profile) => {
    const last = meta.get(done(profile));
    return { profile, on: isPublished({ meta }, profile), last: last === null ? null : Number(last) };
  });
}

export function isPublished({ meta }: Facts, profile: string): boolean {
  return meta.get(wanted(profile)) !== null;
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

/** Of one profile since it was last published; null when a minute has not passed, or nothing happened. */
export function countersSince(
  { database, meta }: Pick<Ledger, 'database' | 'meta'>,
  profile: string,
  now: number,
): { stored: number; failed: number; median: number | null } | null {
  const since = Math.max(Number(meta.get(done(profile)) ?? 0), now - oldest);
  if (now - since < minute) return null;
  const rows = database
    .prepare(
      `SELECT s.state, s.at - (SELECT max(b.at) FROM steps b WHERE b.image_id = s.image_id AND b.profile = s.profile
           AND b.state = 'hashed' AND b.id < s.id) AS length
       FROM (SELECT * FROM steps ORDER BY id DESC LIMIT 50000) s
       WHERE s.profile = ? AND s.at > ? AND s.at <= ? AND coalesce(s.note, '') <> 'adopted'
         AND s.state IN ('stored', 'waiting', 'blocked', 'failed')`,
    )
    .all(profile, since, now);
  if (rows.length === 0) return null;
  const stored = rows.filter((row) => row['state'] === 'stored');
  const lengths = stored.map((row) => row['length']).filter((length) => typeof length === 'number');
  const median = lengths.length === 0 ? null : percentiles(lengths).p50;
  return { stored: stored.length, failed: rows.length - stored.length, median };
}
