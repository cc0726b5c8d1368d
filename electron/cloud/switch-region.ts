/** @file A profile that takes over its bucket's region, without losing its table; main and terminal. */
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';

/**
 * The profile as it is then. `lookAtTable` asks where the table was looked for so far: it stays there unless it is certain
 * that it is not there. Saves nothing.
 */
export async function switchedTo(
  region: string,
  profile: Profile,
  lookAtTable: () => Promise<unknown>,
): Promise<Profile> {
  const { dynamodbRegion: _, ...rest } = profile;
  const before = profile.dynamodbRegion ?? profile.region;
  const moved: Profile = { ...rest, region };
  // A server of one's own has its tables wherever it is.
  if (profile.table === undefined || profile.dynamodbEndpoint !== undefined || before === region) return moved;
  try {
    await lookAtTable();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    if (error.failure.code === 'no-table') return moved;
  }
  return { ...moved, dynamodbRegion: before };
}
