/** @file Whose keys a profile opens its cloud with and how old they are; and whether new ones may take their place. */
import type { KeysInUse } from '../../shared/credentials.ts';
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import { memoryKeychain } from '../secrets/memory-keychain.ts';
import type { SessionKeychain } from '../secrets/session-keychain.ts';
import { endingOf, type KeptKeys, keepKeys, keptFacts } from './credentials.ts';
import { whoAmI } from './inquiry.ts';
import { type KeyParts, openKeys, profileKeys } from './profile-keys.ts';
import { canList } from './s3-can-list.ts';
import { s3Client } from './s3-client.ts';

export type KeysInUseParts = KeyParts & { readonly keychain: SessionKeychain };

/** Asks the keychain, files or environment, and the token service. Throws Failed where the keys cannot be had or used. */
export async function keysInUse(profile: Profile, parts: KeysInUseParts, signal: AbortSignal): Promise<KeysInUse> {
  const { credentials, role } = profile;
  const account = credentials.kind === 'keychain' ? credentials.account : null;
  const keys = await openKeys(profile, parts);
  const kept = account === null ? null : await keptFacts(parts.keychain, account);
  const options = parts.clients ?? {};
  return {
    source: credentials,
    role: role ?? null,
    identity: await whoAmI(profile, { keys: () => Promise.resolve(keys), options }, signal),
    ending: kept?.ending ?? endingOf(keys),
    keptAt: kept?.keptAt ?? null,
    expiresAt: keys.expiration?.getTime() ?? null,
    forSession: account !== null && (await parts.keychain.isForSession(account)),
  };
}

/** Where a profile's own keys are kept in the keychain. */
export function accountOf(profile: string): string {
  return `profile:${profile}`;
}

/**
 * Resolves when the bucket opens with the new keys and, as far as both can be asked, they are of the account that the old
 * ones are of. Where a role asks for a code, only the token service is asked, which needs none. Keeps nothing. Throws Failed
 * as the bucket or the token service answers, or `wrong-key` for another account.
 */
export async function tryNewKeys(
  profile: Profile,
  keys: KeptKeys,
  parts: KeyParts,
  signal: AbortSignal,
): Promise<void> {
  const account = accountOf(profile.name);
  const keychain = memoryKeychain();
  await keepKeys(keychain, account, keys);
  const { role, ...withoutRole } = profile;
  const asksCode = role?.mfaDevice !== undefined;
  const changed: Profile = { ...(asksCode ? withoutRole : profile), credentials: { kind: 'keychain', account } };
  // A session that is open is of the old keys.
  const { sessions: _, ...rest } = parts;
  const opened = profileKeys(changed, { ...rest, keychain });
  const options = parts.clients ?? {};
  if (!asksCode) {
    const s3 = s3Client(profile, opened, options);
    await canList(s3.client, profile.bucket, signal).finally(s3.close);
  }
  const now = await whoAmI(profile, { keys: opened, options }, signal);
  const before = await whoAmI(
    profile,
    { keys: profileKeys(asksCode ? withoutRole : profile, rest), options },
    signal,
  ).catch((error: unknown) => {
    // Keys that no longer work are what is being replaced: nobody can say whose they were.
    if (error instanceof Failed) return null;
    throw error;
  });
  if (now !== null && before !== null && now.account !== before.account) {
    const subject = profile.name;
    const detail = `of account ${now.account}, not ${before.account}`;
    throw new Failed({ code: 'wrong-key', retry: 'after-user-acts', scope: 'profile', subject, detail });
  }
}
