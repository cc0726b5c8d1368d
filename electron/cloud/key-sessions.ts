/** @file Temporary keys that a person opened with the code of an MFA device; in memory only, one session a profile. */
import type { Clock } from '../foundation/clock.ts';
import type { AwsKeys } from './aws-keys.ts';

export type KeySessions = {
  /** The keys of the session that is open, or null when there is none or it has run out. */
  readonly current: (profile: string) => AwsKeys | null;
  readonly open: (profile: string, keys: AwsKeys) => void;
  readonly close: (profile: string) => void;
  /** Asks the person at the terminal for a code; null where nobody sits there: then it fails as `mfa-needed` and waits. */
  readonly askCode: ((device: string) => Promise<string>) | null;
};

export function keySessions(clock: Clock, askCode: KeySessions['askCode'] = null): KeySessions {
  const sessions = new Map<string, AwsKeys>();
  return {
    current: (profile) => {
      const keys = sessions.get(profile);
      const isOver = keys?.expiration !== undefined && keys.expiration.getTime() <= clock.now();
      if (isOver) sessions.delete(profile);
      return isOver ? null : (keys ?? null);
    },
    open: (profile, keys) => void sessions.set(profile, keys),
    close: (profile) => void sessions.delete(profile),
    askCode,
  };
}
