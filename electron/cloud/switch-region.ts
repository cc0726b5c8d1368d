/** @file A profile that takes over its bucket's region, without losing its table; main and terminal. */
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import { dynamoClient } from './dynamo-client.ts';
import { lookAtTable } from './dynamo-table-look.ts';
import type { ClientOptions } from './s3-client.ts';

/** The profile as it is then: a table that is found where it was looked for so far stays there. Saves nothing. */
export async function switchedTo(
  region: string,
  profile: Profile,
  { keys, options }: { readonly keys: AwsKeysProvider; readonly options: ClientOptions },
  signal: AbortSignal,
): Promise<Profile> {
  const { dynamodbRegion: _, ...rest } = profile;
  const before = profile.dynamodbRegion ?? profile.region;
  const moved: Profile = { ...rest, region };
  // A server of one's own has its tables wherever it is.
  if (profile.table === undefined || profile.dynamodbEndpoint !== undefined || before === region) return moved;
  const { client, close } = dynamoClient(profile, keys, options);
  try {
    await lookAtTable(client, profile.table, signal);
    return { ...moved, dynamodbRegion: before };
  } catch (error) {
    // Only a table that is certainly not there is looked for in the bucket's region from now on.
    if (error instanceof Failed && error.failure.code === 'no-table') return moved;
    if (error instanceof Failed) return { ...moved, dynamodbRegion: before };
    throw error;
  } finally {
    close();
  }
}
