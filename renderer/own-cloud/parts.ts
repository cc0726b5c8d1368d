/** @file The pages of a profile, by their name in the address; pure. */
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
