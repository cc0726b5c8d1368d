/** @file How long a signed link really lasts: as asked, but never longer than the keys that sign it; pure. */
import type { Link } from '../../../shared/link.ts';
import { Failed } from '../../foundation/failed.ts';
import type { KeysEnd } from '../../journey/upload/s3-links.ts';

export type LinkSpan = { readonly seconds: number; readonly limitedBy: Link['limitedBy'] };

/** Seconds: a link that ends before it can be opened is no link. */
const shortest = 60;

/** `now` in milliseconds since 1970 UTC. Throws Failed `expired-credentials` when the keys are about to end. */
export function linkSpan(wanted: number, { at, unknown }: KeysEnd, now: number): LinkSpan {
  if (at === null) return { seconds: wanted, limitedBy: unknown ? 'keys-may-end' : null };
  const left = Math.floor((at - now) / 1000);
  if (left < shortest) {
    throw new Failed({ code: 'expired-credentials', retry: 'after-user-acts', scope: 'profile', subject: 'the link' });
  }
  return left < wanted ? { seconds: left, limitedBy: 'keys-end' } : { seconds: wanted, limitedBy: null };
}
