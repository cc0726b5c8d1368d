/** @file What we ask of the system's keychain; fulfilled by keytar and, for a session only, by memory. */

/** Throws Failed `no-keychain` where none answers and `keychain-locked` where one does but is locked. */
export type Keychain = {
  /** The secret, or null where none is kept under that account. */
  readonly read: (account: string) => Promise<string | null>;
  /** Replaces what was there. */
  readonly keep: (account: string, secret: string) => Promise<void>;
  /** True when there was one. */
  readonly forget: (account: string) => Promise<boolean>;
};
