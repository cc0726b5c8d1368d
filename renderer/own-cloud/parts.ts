/** @file The pages of a profile, by their name in the address; pure. */
import type { FailureCode } from '../../shared/failure.ts';
import { hashOf } from '../route.ts';

export const profilePages = ['profile', 'keys', 'cloud', 'policy', 'cost', 'clean'] as const;
export type ProfilePage = (typeof profilePages)[number];

/** Anything else is the first. */
export function profilePageOf(query: URLSearchParams): ProfilePage {
  const asked = query.get('part');
  return profilePages.find((name) => name === asked) ?? 'profile';
}

export function profileHash(profile: string, page: ProfilePage = 'profile'): string {
  return hashOf('settings', new URLSearchParams(page === 'profile' ? { profile } : { profile, part: page }));
}

const mendedBy: Partial<Record<FailureCode, ProfilePage>> = {
  'mfa-needed': 'keys',
  'wrong-key': 'keys',
  'no-credentials': 'keys',
  'expired-credentials': 'keys',
  'no-keychain': 'keys',
  'keychain-locked': 'keys',
  denied: 'policy',
  'no-bucket': 'cloud',
  'no-table': 'cloud',
  'wrong-table': 'cloud',
  'wrong-region': 'cloud',
  'budget-spent': 'cost',
};

/** Where a person can do something about it. */
export function pageFor(code: FailureCode): ProfilePage {
  return mendedBy[code] ?? 'profile';
}
