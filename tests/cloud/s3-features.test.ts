/** @file What stores can do, asked of the built-in cloud and of Ceph; nothing stays behind. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { storeFeatures } from '../../electron/cloud/s3-features.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../fixtures/rados-gateway.ts';

const forever = new AbortController().signal;

async function askedOf(endpoint: string, keys: { accessKeyId: string; secretAccessKey: string }) {
  const bucket = `features-${randomUUID().slice(0, 8)}`;
  const profile = { region: 'us-east-1', s3Endpoint: endpoint, addressing: 'path', bucket } as const;
  const provider = async () => keys;
  const { client, close } = s3Client(profile, provider);
  await createBucket(client, bucket, forever);
  const features = await storeFeatures(profile, { keys: provider, name: 'test' }, forever);
  const left: string[] = [];
  for await (const { key } of s3ObjectStore(client).list(bucket, '', forever)) left.push(key);
  close();
  return { features, left };
}

test('the built-in cloud does all of it, by path', async () => {
  const cloud = await localCloudWorld();
  const { features, left } = await askedOf(cloud.s3Endpoint, cloud);
  expect(features).toMatchObject({
    checksumChecked: true,
    checksumEchoed: true,
    conditionalPut: true,
    pathStyle: true,
  });
  expect(left).toEqual([]);
  await cloud.close();
});

describe.skipIf(!radosGatewayIsHere)('Ceph 16', () => {
  test('does not look at checksums, and refuses a second object', async () => {
    const gateway = await radosGateway();
    const { features, left } = await askedOf(gateway.endpoint, gateway);
    expect(features).toMatchObject({
      checksumChecked: false,
      checksumEchoed: false,
      conditionalPut: true,
      pathStyle: true,
    });
    expect(left).toEqual([]);
  });

  test('a bucket of somebody else is denied, in either way of addressing', async () => {
    const gateway = await radosGateway();
    const bucket = `features-${randomUUID().slice(0, 8)}`;
    const profile = { region: 'us-east-1', s3Endpoint: gateway.endpoint, addressing: 'path', bucket } as const;
    const { client, close } = s3Client(profile, async () => gateway);
    await createBucket(client, bucket, forever);
    close();
    const asked = storeFeatures(profile, { keys: async () => gateway.otherUser, name: 'test' }, forever);
    await expect(asked).rejects.toMatchObject({ failure: { code: 'denied' } });
  });
});
