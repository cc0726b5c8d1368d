/** @file What this computer has that opens a cloud: AWS profiles, the environment, the keychain; tells no secret. */
import type { DetectedCredentials } from '../../shared/credentials.ts';
import { Failed } from '../foundation/failed.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { detectedProfiles } from './aws-profiles.ts';
import { type Environment, textOf } from './environment.ts';

/** Asks nothing outside of this computer. */
export async function detectCredentials(environment: Environment, keychain: Keychain): Promise<DetectedCredentials> {
  const [profiles, answer] = await Promise.all([detectedProfiles(environment), keychainAnswer(keychain)]);
  return { profiles, environment: environmentSays(environment), keychain: answer };
}

/** In the order in which credentials.ts looks. */
function environmentSays(environment: Environment): DetectedCredentials['environment'] {
  const has = (name: string): boolean => textOf(environment, name) !== undefined;
  const region = textOf(environment, 'AWS_REGION') ?? textOf(environment, 'AWS_DEFAULT_REGION') ?? null;
  if (has('AWS_PROFILE')) return { kind: 'aws-profile', region };
  if (has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY')) return { kind: 'keys', region };
  return has('AWS_WEB_IDENTITY_TOKEN_FILE') ? { kind: 'web-identity', region } : null;
}

/** Null when it answers. Asked for an account that nobody has. */
async function keychainAnswer(keychain: Keychain): Promise<DetectedCredentials['keychain']> {
  try {
    await keychain.read('profile:');
    return null;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return error.failure.code === 'keychain-locked' ? 'keychain-locked' : 'no-keychain';
  }
}
