/** @file A key behind an address is the same key to every server, whatever its letters are. */
import { expect, test } from 'vitest';
import { encodedKey, isUnaskable, publicAddress } from '../../../electron/library/share/public-address.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { Profile } from '../../../shared/profile.ts';

const odd = `a b+c%41"'(1)!*~ü😀#?&=;/.hidden/${'é'.repeat(500)}`;

test('a key is encoded so that it is read as itself, with its slashes', () => {
  const encoded = encodedKey(odd);
  expect(encoded).toMatch(/^([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$/);
  expect(decodeURIComponent(encoded)).toBe(odd);
  expect(encoded.split('/')).toHaveLength(odd.split('/').length);
  expect(new URL(`https://h/${encoded}`).pathname).toBe(`/${encoded}`);
});

test('a key that a browser would fold is known', () => {
  expect(['a/../b', './a', 'a/.'].every(isUnaskable)).toBe(true);
  expect(['.hidden', 'a/..b', 'a...', 'a'].some(isUnaskable)).toBe(false);
});

test('each bucket has an address of its own, and none is made up', () => {
  const profile = Profile.parse({
    name: 'p',
    region: 'r',
    bucket: 'originals',
    renditionsBucket: 'renditions',
    userId: 'me',
    credentials: { kind: 'aws-chain' },
    publicRenditionsAddress: 'https://pictures.example.org/all/',
  });
  const key = 'a b.jpg' as ObjectKey;
  expect(publicAddress(profile, { bucket: 'renditions', key })).toBe('https://pictures.example.org/all/a%20b.jpg');
  expect(() => publicAddress(profile, { bucket: 'originals', key })).toThrow(/not-offered/);
});
