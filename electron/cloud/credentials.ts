/** @file Finds the keys that a profile names: in the environment, the AWS files or the keychain; says plainly when it cannot. */
import { z } from 'zod';
import { assertNever } from '../../shared/brand.ts';
import type { CredentialSource } from '../../shared/profile.ts';
import type { Clock } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { sharedFileKeys, tokenFileKeys } from './aws-credentials.ts';
import { awsFailure } from './aws-failure.ts';
import type { AwsKeys, AwsKeysProvider } from './aws-keys.ts';
import { type Environment, textOf } from './environment.ts';

/** What the keychain holds under a profile's account, as JSON. */
const KeptKeys = z.object({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().min(1).optional(),
  /** Milliseconds since 1970 UTC when they were kept. */
  keptAt: z.number().optional(),
});
export type KeptKeys = z.infer<typeof KeptKeys>;

export type CredentialParts = {
  readonly keychain: Keychain;
  readonly environment: Environment;
  readonly clock: Clock;
};

/**
 * Looks anew at each call; the AWS clients remember the answer until it expires. Rejects with Failed `no-credentials`,
 * `expired-credentials`, the keychain's own failures, or the network's when a token service was asked. No error carries
 * anything of the keys, nor the vendor's error as its cause: that can quote the files it read.
 */
export function credentialsFor(source: CredentialSource, parts: CredentialParts): AwsKeysProvider {
  const find = finder(source, parts);
  const subject = subjectOf(source);
  return async () => {
    const keys = await find().catch((error: unknown) => {
      throw withoutCause(error, subject);
    });
    if (keys.expiration !== undefined && keys.expiration.getTime() <= parts.clock.now()) {
      throw unusable('expired-credentials', subject);
    }
    return keys;
  };
}

/** Replaces what was kept under that account. Throws what the keychain throws. */
export async function keepKeys(keychain: Pick<Keychain, 'keep'>, account: string, keys: KeptKeys): Promise<void> {
  await keychain.keep(account, JSON.stringify(KeptKeys.parse(keys)));
}

function finder(source: CredentialSource, { keychain, environment }: CredentialParts): AwsKeysProvider {
  switch (source.kind) {
    case 'aws-chain':
      return () => chainKeys(environment);
    case 'aws-profile':
      return sharedFileKeys(source.name, environment);
    case 'keychain':
      return () => keychainKeys(keychain, source.account);
    default:
      return assertNever(source, 'credential source');
  }
}

/** As in the SDK's own chain, a named profile wins over keys in the environment; the instance's metadata is never asked. */
async function chainKeys(environment: Environment): Promise<AwsKeys> {
  const profile = textOf(environment, 'AWS_PROFILE');
  const fromEnvironment = profile === undefined ? environmentKeys(environment) : undefined;
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (profile === undefined && textOf(environment, 'AWS_WEB_IDENTITY_TOKEN_FILE') !== undefined) {
    return tokenFileKeys(environment)();
  }
  return sharedFileKeys(profile ?? 'default', environment)();
}

function environmentKeys(environment: Environment): AwsKeys | undefined {
  const accessKeyId = textOf(environment, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = textOf(environment, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const sessionToken = textOf(environment, 'AWS_SESSION_TOKEN');
  const expiration = textOf(environment, 'AWS_CREDENTIAL_EXPIRATION');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration: new Date(expiration) }),
  };
}

async function keychainKeys(keychain: Keychain, account: string): Promise<AwsKeys> {
  const kept = await keychain.read(account);
  if (kept === null) throw unusable('no-credentials', `keychain account ${account}`);
  const parsed = z.preprocess(parseJson, KeptKeys).safeParse(kept);
  if (!parsed.success) throw unusable('no-credentials', `keychain account ${account}`, 'not readable');
  const { accessKeyId, secretAccessKey, sessionToken } = parsed.data;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** When the account's keys were kept, and how their id ends; null where none are kept. Throws what the keychain throws. */
export async function keptFacts(
  keychain: Keychain,
  account: string,
): Promise<{ readonly keptAt: number | null; readonly ending: string } | null> {
  const parsed = z.preprocess(parseJson, KeptKeys).safeParse(await keychain.read(account));
  if (!parsed.success) return null;
  return { keptAt: parsed.data.keptAt ?? null, ending: endingOf(parsed.data) };
}

/** The last four characters of the access key id: enough to tell one key from another. */
export function endingOf({ accessKeyId }: Pick<AwsKeys, 'accessKeyId'>): string {
  return accessKeyId.slice(-4);
}

/** Undefined for what is no JSON; the parser's own error would quote it. */
function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** What a provider of the SDK threw, as a failure without it: the SDK names a login that has run out like one that was never there. */
export function withoutCause(error: unknown, subject: string): Failed | Error {
  if (error instanceof Failed) return error;
  if (error instanceof Error && /expired/i.test(error.message))
    return unusable('expired-credentials', subject, error.name);
  const failure = awsFailure(error, subject);
  if (failure instanceof Failed && failure.failure.code !== 'no-credentials') return new Failed(failure.failure);
  return unusable('no-credentials', subject, error instanceof Error ? error.name : undefined);
}

function unusable(code: 'no-credentials' | 'expired-credentials', subject: string, detail?: string): Failed {
  return new Failed({
    code,
    retry: 'after-user-acts',
    scope: 'profile',
    subject,
    ...(detail === undefined ? {} : { detail }),
  });
}

function subjectOf(source: CredentialSource): string {
  switch (source.kind) {
    case 'aws-chain':
      return 'AWS environment and files';
    case 'aws-profile':
      return `AWS profile ${source.name}`;
    case 'keychain':
      return `keychain account ${source.account}`;
    default:
      return assertNever(source, 'credential source');
  }
}
