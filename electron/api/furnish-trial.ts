/** @file Makes the bucket and the table of the trial cloud; loaded with the vendors' code when somebody tries it; main or terminal. */
import type { Profile } from '../../shared/profile.ts';
import { dynamoClient } from '../cloud/dynamo-client.ts';
import { createRecordTable } from '../cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../cloud/local/start-local-cloud.ts';
import { s3Client } from '../cloud/s3-client.ts';
import { createBucket } from '../cloud/s3-create-bucket.ts';

/** Both are there already at every start but the first. Throws as the stores do. */
export async function furnishTrial(
  { accessKeyId, secretAccessKey }: LocalCloud,
  profile: Profile & { readonly table: string },
): Promise<void> {
  const keys = async () => ({ accessKeyId, secretAccessKey });
  const never = new AbortController().signal;
  const s3 = s3Client(profile, keys);
  const dynamo = dynamoClient(profile, keys);
  try {
    await createBucket(s3.client, profile.bucket, never);
    await createRecordTable(dynamo.client, profile.table, never);
  } finally {
    s3.close();
    dynamo.close();
  }
}
