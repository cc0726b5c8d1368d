/** @file What keytar's error texts mean; it has no codes, so the texts that were seen are the only thing to go by. Pure. */
import type { Failure } from '../../shared/failure.ts';
import { Failed } from '../foundation/failed.ts';

type Meaning = { readonly code: 'no-keychain' | 'keychain-locked'; readonly detail: string };

/** Each text was seen with keytar 7.10 on Debian 12; the last three are those of macOS' Security framework and libsecret. */
const meanings: readonly (readonly [text: RegExp, Meaning])[] = [
  [/Failed to load keytar native addon/, { code: 'no-keychain', detail: 'libsecret is missing' }],
  [/libsecret-1\.so/, { code: 'no-keychain', detail: 'libsecret is missing' }],
  [/Cannot autolaunch D-Bus|dbus-launch|Could not connect/, { code: 'no-keychain', detail: 'no D-Bus session' }],
  [/was not provided by any \.service files/, { code: 'no-keychain', detail: 'no secret service' }],
  // A daemon that has never been unlocked has no keyring to put anything into.
  [/Object does not exist at path/, { code: 'no-keychain', detail: 'no keyring yet' }],
  [/locked collection|is locked/i, { code: 'keychain-locked', detail: 'locked' }],
  [/User interaction is not allowed/, { code: 'keychain-locked', detail: 'locked' }],
  [/prompt was dismissed|user canceled/i, { code: 'keychain-locked', detail: 'prompt dismissed' }],
];

/** Always a Failed: a keychain that answers something unknown is one that cannot be used. */
export function keytarFailure(error: unknown): Failed {
  if (error instanceof Failed) return error;
  const text = error instanceof Error ? error.message : String(error);
  const meaning = meanings.find(([pattern]) => pattern.test(text))?.[1];
  return keychainFailed(meaning ?? { code: 'no-keychain', detail: 'unknown answer' }, error);
}

export function keychainFailed({ code, detail }: Meaning, cause?: unknown): Failed {
  const failure: Failure = { code, retry: 'after-user-acts', scope: 'profile', subject: 'keychain', detail };
  return new Failed(failure, cause);
}
