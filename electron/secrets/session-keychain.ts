/** @file A keychain with a memory beside it, for keys that a person wants kept only until Cloudroll ends. */
import type { Keychain } from './keychain.ts';
import { memoryKeychain } from './memory-keychain.ts';

export type SessionKeychain = Keychain & {
  /** The system's keychain is not asked, so that it works without one. `keep` under the same account takes its place. */
  readonly keepForSession: (account: string, secret: string) => Promise<void>;
  readonly isForSession: (account: string) => Promise<boolean>;
};

/** What is kept for the session is read before what the system keeps. */
export function sessionKeychain(system: Keychain): SessionKeychain {
  const memory = memoryKeychain();
  return {
    read: async (account) => (await memory.read(account)) ?? (await system.read(account)),
    keep: async (account, secret) => {
      await system.keep(account, secret);
      await memory.forget(account);
    },
    forget: async (account) => {
      const forgotten = await memory.forget(account);
      // Without a keychain the memory was all there was.
      return forgotten || (await system.forget(account));
    },
    keepForSession: (account, secret) => memory.keep(account, secret),
    isForSession: async (account) => (await memory.read(account)) !== null,
  };
}
