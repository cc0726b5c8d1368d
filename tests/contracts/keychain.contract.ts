/** @file What every keychain promises, whoever keeps the secrets; run by the one in memory and by the system's. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Keychain } from '../../electron/secrets/keychain.ts';

export function keychainContract(name: string, open: () => Keychain): void {
  describe(`${name} as a keychain`, () => {
    test('gives back the secret that was kept', async () => {
      const [keychain, account] = [open(), randomUUID()];
      await keychain.keep(account, 'open sesame');
      expect(await keychain.read(account)).toBe('open sesame');
    });

    test('has nothing under an account that was never used', async () => {
      expect(await open().read(randomUUID())).toBeNull();
    });

    test('replaces what was there', async () => {
      const [keychain, account] = [open(), randomUUID()];
      await keychain.keep(account, 'first');
      await keychain.keep(account, 'second');
      expect(await keychain.read(account)).toBe('second');
    });

    test('forgets, and says whether there was anything', async () => {
      const [keychain, account] = [open(), randomUUID()];
      await keychain.keep(account, 'gone soon');
      expect(await keychain.forget(account)).toBe(true);
      expect(await keychain.read(account)).toBeNull();
      expect(await keychain.forget(account)).toBe(false);
    });

    test('keeps accounts apart, also when one is the start of the other', async () => {
      const [keychain, account] = [open(), randomUUID()];
      await keychain.keep(account, 'short');
      await keychain.keep(`${account}/work`, 'long');
      expect(await keychain.read(account)).toBe('short');
      expect(await keychain.read(`${account}/work`)).toBe('long');
    });

    test.each([
      ['quotes, newlines and letters of any script', '{"a":"\\"\n\t€ 日本 🗝️"}'],
      ['4 kB', 'x'.repeat(4_096)],
    ])('keeps a secret of %s whole', async (_, secret) => {
      const [keychain, account] = [open(), 'profil 日本 / ü'];
      await keychain.keep(account, secret);
      expect(await keychain.read(account)).toBe(secret);
    });

    test('takes many at once', async () => {
      const keychain = open();
      const accounts = Array.from({ length: 10 }, () => randomUUID());
      await Promise.all(accounts.map((account) => keychain.keep(account, `secret of ${account}`)));
      const read = await Promise.all(accounts.map((account) => keychain.read(account)));
      expect(read).toEqual(accounts.map((account) => `secret of ${account}`));
    });

    test('refuses an empty secret, which some systems cannot tell from none', async () => {
      await expect(open().keep(randomUUID(), '')).rejects.toThrow(RangeError);
    });
  });
}
