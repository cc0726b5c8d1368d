/** @file The AWS account that a profile's keys are of, for documents that name it; main and terminal. */
import type { Profile } from '../../../shared/profile.ts';
import { whoAmI } from '../../cloud/inquiry.ts';
import { type KeyParts, profileKeys } from '../../cloud/profile-keys.ts';
import { Failed } from '../../foundation/failed.ts';

/** Twelve digits; null where the store has no token service of AWS, or nobody answers. */
export async function ownAccount(profile: Profile, parts: KeyParts, signal: AbortSignal): Promise<string | null> {
  try {
    const asked = { keys: profileKeys(profile, parts), options: parts.clients ?? {} };
    const account = (await whoAmI(profile, asked, signal))?.account ?? '';
    return /^\d{12}$/.test(account) ? account : null;
  } catch (error) {
    // Without it the documents say what is to be filled in.
    if (error instanceof Failed) return null;
    throw error;
  }
}
