/** @file What a call names and how long it is asked: the profile behind a name, the signal of whoever waits. */
import type { Profile } from '../../shared/profile.ts';
import { unknown } from './answering.ts';
import type { LiveSettings } from './live-settings.ts';

/** Answers `UNKNOWN` where there is none of that name. */
export function named({ settings }: { readonly settings: Pick<LiveSettings, 'profiles'> }, name: string): Profile {
  return settings.profiles().find((profile) => profile.name === name) ?? unknown('profile');
}

/** A call inside one process may come without a signal: then nobody ends it early. */
export function whileAsked(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
