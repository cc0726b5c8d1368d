/** @file The keys that open a profile's cloud: its source's own, or those of the role that they assume, asked for once. */
import type { Profile } from '../../shared/profile.ts';
import type { Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import { mfaDeviceOf, mfaFileKeys } from './aws-credentials.ts';
import type { AwsKeys, AwsKeysProvider } from './aws-keys.ts';
import { type CredentialParts, credentialsFor, withoutCause } from './credentials.ts';
import { badSettings } from './home.ts';
import type { KeySessions } from './key-sessions.ts';
import type { ClientOptions } from './s3-client.ts';

export type KeyParts = CredentialParts & {
  /** Absent: nobody can enter a code. */
  readonly sessions?: KeySessions | undefined;
  /** How long the clients wait, where the line asks for other limits than theirs. */
  readonly clients?: ClientOptions;
};

export type Opened = Pick<Profile, 'name' | 'region' | 's3Endpoint' | 'stsEndpoint' | 'credentials' | 'role'>;

/** The AWS clients ask again five minutes before the end: keys that were replaced in a file are noticed within as long. */
const filesAreGoodFor: Milliseconds = 10 * 60_000;

/**
 * Rejects as `credentialsFor` does, with `mfa-needed` where a code is missing, and with what the token service answers.
 * Clients that ask at the same moment share one answer, so that a person is asked for one code.
 */
export function profileKeys(profile: Opened, parts: KeyParts): AwsKeysProvider {
  let asked: Promise<AwsKeys> | undefined;
  return () => {
    asked ??= askedAgain(profile, parts).finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

async function askedAgain(profile: Opened, parts: KeyParts): Promise<AwsKeys> {
  const keys = await openKeys(profile, parts);
  if (profile.credentials.kind === 'keychain' || keys.expiration !== undefined) return keys;
  const expiration = new Date(parts.clock.now() + filesAreGoodFor);
  return { ...keys, expiration, isLastingLonger: true };
}

/** The keys once, with the end that they really have. Rejects as `profileKeys`. */
export async function openKeys(profile: Opened, parts: KeyParts): Promise<AwsKeys> {
  const { sessions } = parts;
  const open = sessions?.current(profile) ?? null;
  if (open !== null) return open;
  const device = await mfaDevice(profile, parts);
  if (device !== null) {
    if (sessions?.askCode === undefined || sessions.askCode === null) throw mfaNeeded(device);
    return signIn(profile, parts, await sessions.askCode(device), new AbortController().signal);
  }
  if (profile.role !== undefined) return assumed(profile, parts, null, new AbortController().signal);
  return credentialsFor(profile.credentials, parts)();
}

/**
 * Opens a session with the code of the profile's MFA device, or of that of its AWS profile. Rejects as `profileKeys`, and with
 * `bad-settings` where no device is named.
 */
export async function signIn(profile: Opened, parts: KeyParts, code: string, signal: AbortSignal): Promise<AwsKeys> {
  const { credentials, role } = profile;
  if ((await mfaDevice(profile, parts)) === null) {
    throw new Failed({ ...badSettings(`profile ${profile.name}`), detail: 'asks for no code' });
  }
  let keys: AwsKeys;
  if (role !== undefined || credentials.kind !== 'aws-profile') {
    keys = await assumed(profile, parts, code, signal);
  } else {
    keys = await mfaFileKeys(credentials.name, parts.environment, code)().catch((error: unknown) => {
      throw withoutCause(error, `AWS profile ${credentials.name}`);
    });
  }
  parts.sessions?.open(profile, keys);
  return keys;
}

/** The device whose code opens the profile; null where none is asked for. */
export async function mfaDevice({ role, credentials }: Opened, { environment }: KeyParts): Promise<string | null> {
  if (role !== undefined) return role.mfaDevice ?? null;
  return credentials.kind === 'aws-profile' ? mfaDeviceOf(credentials.name, environment) : null;
}

async function assumed(profile: Opened, parts: KeyParts, code: string | null, signal: AbortSignal): Promise<AwsKeys> {
  const { role } = profile;
  if (role === undefined) return credentialsFor(profile.credentials, parts)();
  // Loaded when it is needed: few profiles have a role, and every start would wait for it.
  const { stsTokenService } = await import('./sts-tokens.ts');
  const service = stsTokenService(profile, credentialsFor(profile.credentials, parts), parts.clients);
  try {
    return await service.assume(role, code, signal);
  } finally {
    service.close();
  }
}

function mfaNeeded(subject: string): Failed {
  return new Failed({ code: 'mfa-needed', retry: 'after-user-acts', scope: 'profile', subject });
}
