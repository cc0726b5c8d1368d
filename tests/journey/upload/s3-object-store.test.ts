/** @file Our S3 client and object store against the local cloud, and against Ceph, a server that nobody here wrote. */
import { randomBytes } from 'node:crypto';
import { describe } from 'vitest';
import type { AwsKeys } from '../../../electron/cloud/aws-keys.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { type ObjectStoreWorld, objectStoreContract } from '../../contracts/object-store.contract.ts';
import { s3ServerContract } from '../../contracts/s3-server.contract.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';

objectStoreContract('S3 on the local cloud', async () => {
  const cloud = await localCloudWorld();
  const { region, s3Endpoint: endpoint } = cloud;
  const proofs = ['sha256', 'sha256-parts'] as const;
  return storeWorld({ region, endpoint, keys: cloud, proofs, looksBeforeCompleting: true, close: cloud.close });
});

s3ServerContract('the local cloud', async () => {
  const { s3Endpoint: endpoint, region, close, accessKeyId, secretAccessKey } = await localCloudWorld();
  return { endpoint, region, keys: { accessKeyId, secretAccessKey }, close };
});

describe.skipIf(!radosGatewayIsHere)('a server that nobody here wrote', () => {
  objectStoreContract('S3 on Ceph', async () => {
    const { endpoint, region, ...keys } = await radosGateway();
    const proofs = ['md5', 'md5'] as const;
    return storeWorld({ region, endpoint, keys, proofs, looksBeforeCompleting: false, close: () => Promise.resolve() });
  });

  s3ServerContract('Ceph', async () => {
    const { endpoint, region, otherUser, accessKeyId, secretAccessKey } = await radosGateway();
    return {
      endpoint,
      region,
      keys: { accessKeyId, secretAccessKey },
      stranger: otherUser,
      close: () => Promise.resolve(),
    };
  });
});

type Server = Pick<ObjectStoreWorld, 'proofs' | 'looksBeforeCompleting' | 'close'> & {
  readonly region: string;
  readonly endpoint: string;
  readonly keys: AwsKeys;
};

async function storeWorld({ region, endpoint, keys, close, ...rest }: Server): Promise<ObjectStoreWorld> {
  const connection = s3Client({ region, s3Endpoint: endpoint, addressing: 'path' }, () => Promise.resolve(keys));
  const bucket = `contract-${randomBytes(4).toString('hex')}`;
  await createBucket(connection.client, bucket, new AbortController().signal);
  return {
    store: s3ObjectStore(connection.client),
    bucket,
    ...rest,
    close: async () => {
      connection.close();
      await close();
    },
  };
}
