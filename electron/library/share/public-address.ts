/** @file Where anybody reads an object of a bucket that is public by its owner's wish; pure. */
import type { Profile } from '../../../shared/profile.ts';
import { Failed } from '../../foundation/failed.ts';
import type { ObjectAddress } from '../../journey/upload/object-store.ts';

/** Throws Failed `not-offered` where the profile says no such address for the object's bucket. */
export function publicAddress(profile: Profile, { bucket, key }: ObjectAddress): string {
  const base = bucket === profile.bucket ? profile.publicAddress : profile.publicRenditionsAddress;
  if (base === undefined) {
    throw new Failed({ code: 'not-offered', retry: 'after-user-acts', scope: 'image', subject: 'public address' });
  }
  return `${base.replace(/\/+$/, '')}/${encodedKey(key)}`;
}

/**
 * RFC 3986, section 2: everything but unreserved letters is encoded, also what servers read in two ways (`+` as a space) and
 * what pages and texts stumble over (quotes, brackets, `*`). Slashes stay.
 */
export function encodedKey(key: string): string {
  return key
    .split('/')
    .map((name) =>
      encodeURIComponent(name).replaceAll(
        /[!'()*]/g,
        (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

/** True for a key that no browser asks for: it folds `.` and `..` between slashes away before it sends anything. */
export function isUnaskable(key: string): boolean {
  return key.split('/').some((name) => name === '.' || name === '..');
}
