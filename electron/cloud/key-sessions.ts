/** @file Temporary keys that a person opened with the code of an MFA device; in memory only, one session a profile. */
import type { Profile } from '../../shared/profile.ts';
import type { Clock } from '../foundation/clock.ts';
import type { AwsKeys } from './aws-keys.ts';

/** A profile that opens with other keys or as another role has another session. */
type Of = Pick<Profile, 'name' | 'credentials' | 'role'>;

export type KeySessions = {
  /** The keys of the session that is open, or null when there is none or it has run out. */
  readonly current: (profile: Of) => AwsKeys | null;
  readonly open: (profile: Of, keys: AwsKeys) => void;
  readonly close: (profile: Of) => void;
  /** Asks the person at the terminal for a code; null where nobody sits there: then it fails as `mfa-needed` and waits. */
  readonly askCode: ((device: string) => Promise<string>) | null;
};

export function keySessions(clock: Clock, askCode: KeySessions['askCode'] = null): KeySessions {
  const sessions = new Map<string, AwsKeys>();
  return {
    current: (profile) => {
      const keys = sessions.get(nameOf(profile));
      const isOver = keys?.expiration !== undefined && keys.expiration.getTime() <= clock.now();
      if (isOver) sessions.delete(nameOf(profile));
      return isOver ? null : (keys ?? null);
    },
    open: (profile, keys) => void sessions.set(nameOf(profile), keys),
    close: (profile) => void sessions.delete(nameOf(profile)),
    askCode,
  };
}

function nameOf({ name, credentials, role }: Of): string {
  return JSON.stringify([name, credentials, role ?? null]);
}
