/** @file The clients of a profile's cloud for what its owner does with bucket and table themselves; main and terminal. */
import type { Profile } from '../../../shared/profile.ts';
import { type DynamoConnection, dynamoClient } from '../../cloud/dynamo-client.ts';
import { type KeyParts, profileKeys } from '../../cloud/profile-keys.ts';
import { type S3Connection, s3Client } from '../../cloud/s3-client.ts';
import type { Clock } from '../../foundation/clock.ts';

export type OwnCloud = {
  readonly profile: Profile;
  readonly s3: S3Connection['client'];
  readonly dynamo: DynamoConnection['client'];
  readonly clock: Clock;
  /** Once, at the end. */
  readonly close: () => void;
};

/** Opens no connection yet. No pause, limit or budget holds these up: a person asked for what they do. */
export function openOwnCloud(profile: Profile, keys: KeyParts): OwnCloud {
  const provider = profileKeys(profile, keys);
  const s3 = s3Client(profile, provider, keys.clients);
  const dynamo = dynamoClient(profile, provider, keys.clients);
  const close = (): void => {
    s3.close();
    dynamo.close();
  };
  return { profile, s3: s3.client, dynamo: dynamo.client, clock: keys.clock, close };
}
