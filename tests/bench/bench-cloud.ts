/** @file A cloud on this computer for the bench, with a bucket and a table of the names that the app is started with. */

import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import { type LocalCloud, startLocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';

export type BenchCloud = LocalCloud;

export async function startBenchCloud(folder: string): Promise<BenchCloud> {
  const cloud = await startLocalCloud({ folder: absolutePath(folder), clock: systemClock });
  const profile = {
    region: cloud.region,
    s3Endpoint: cloud.s3Endpoint,
    dynamodbEndpoint: cloud.dynamodbEndpoint,
    addressing: 'path',
    credentials: { kind: 'aws-chain' },
  } as const;
  const never = new AbortController().signal;
  await createBucket(s3Client({ ...profile }, async () => cloud).client, 'pictures', never);
  await createRecordTable(dynamoClient({ ...profile }, async () => cloud).client, 'images', never);
  return cloud;
}
