/** @file A keychain for one session: what it holds is gone with the process; for computers without one, and for tests. */
import type { Keychain } from './keychain.ts';

export function memoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    read: async (account) => secrets.get(account) ?? null,
    keep: async (account, secret) => {
      if (secret === '') throw new RangeError('An empty secret cannot be kept');
      secrets.set(account, secret);
    },
    forget: async (account) => secrets.delete(account),
  };
}
