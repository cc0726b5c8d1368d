/** @file What the command's end tells a script; documented in README.md and shown by --help. */

export const exitCode = {
  /** Everything is in the cloud, but for what was refused with a reason. */
  done: 0,
  /** Some files could not be carried, or the check-up found this computer wanting; what it was is listed. */
  someFailed: 1,
  /** The command was called in a way that it does not know. */
  wrongUse: 2,
  /** The profile cannot be used: keys, bucket, table, endpoint, settings. */
  profileUnusable: 3,
  /** Another Cloudroll has the ledger. */
  inUse: 4,
  /** Ended by Ctrl+C or a termination signal; the next start goes on. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
