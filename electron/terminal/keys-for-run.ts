/** @file Keys for one run of a command, typed by whoever sits there, where no keychain answers; kept nowhere. */
import type { Profile } from '../../shared/profile.ts';
import { keepKeys } from '../cloud/credentials.ts';
import { Failed } from '../foundation/failed.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { type SessionKeychain, sessionKeychain } from '../secrets/session-keychain.ts';
import type { Questions } from './inquirer-questions.ts';

/**
 * The keychain with what was typed beside it. Asks for each profile whose key the system's keychain does not give because it is
 * locked or not there; an empty answer leaves that profile as it is. One that answers is asked nothing more.
 */
export async function keysForRun(
  system: Keychain,
  profiles: readonly Profile[],
  ask: Questions,
  complain: (line: string) => void,
): Promise<SessionKeychain> {
  const keychain = sessionKeychain(system);
  for (const { name, credentials } of profiles) {
    if (credentials.kind !== 'keychain') continue;
    const fault = await faultOf(system, credentials.account);
    if (fault === null) return keychain;
    complain(`The keychain ${fault}. Type the key of ${name} for this run; it is kept nowhere.`);
    const accessKeyId = await ask.text('Access key id (empty: go on without)');
    if (accessKeyId.trim() === '') continue;
    const secretAccessKey = await ask.secret('Secret access key (it is not shown)');
    const sessionToken = await ask.secret('Session token, if there is one (it is not shown)');
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) };
    if (secretAccessKey !== '') await keepKeys({ keep: keychain.keepForSession }, credentials.account, keys);
  }
  return keychain;
}

async function faultOf(keychain: Keychain, account: string): Promise<string | null> {
  try {
    await keychain.read(account);
    return null;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return error.failure.code === 'keychain-locked' ? 'is locked' : 'does not answer';
  }
}
