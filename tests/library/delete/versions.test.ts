/** @file With versioning what was deleted can be put back whole, or be gone with all its versions; the local cloud and Ceph. */

import { randomUUID } from 'node:crypto';
import { PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AwsKeys } from '../../../electron/cloud/aws-keys.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { putBack } from '../../../electron/library/delete/put-back.ts';
import { recentlyDeleted } from '../../../electron/library/delete/recently-deleted.ts';
import { Profile } from '../../../shared/profile.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import { userId } from '../../journey/journey-world.ts';
import { deletionWorld, forever } from './deletion-world.ts';

type Server = { readonly region: string; readonly endpoint: string; readonly keys: AwsKeys };

const servers: readonly (readonly [string, boolean, () => Promise<Server>])[] = [
  [
    'the local cloud',
    true,
    async () => {
      const { region, s3Endpoint: endpoint, accessKeyId, secretAccessKey, close } = await localCloudWorld();
      onTestFinished(close);
      return { region, endpoint, keys: { accessKeyId, secretAccessKey } };
    },
  ],
  [
    'Ceph',
    radosGatewayIsHere,
    async () => {
      const { endpoint, region, accessKeyId, secretAccessKey } = await radosGateway();
      return { endpoint, region, keys: { accessKeyId, secretAccessKey } };
    },
  ],
];

describe.each(servers)('on %s', (_, isHere, start) => {
  /** Two images stored in a bucket that keeps versions. */
  async function versionedWorld() {
    const { region, endpoint, keys } = await start();
    const bucket = `versions-${randomUUID().slice(0, 8)}`;
    const profile = { region, s3Endpoint: endpoint, addressing: 'path', bucket } as const;
    const credentials = { kind: 'aws-chain' } as const;
    const whole = Profile.parse({ ...profile, name: 'p', table: 'images', userId, credentials });
    const s3 = s3Client(whole, async () => keys);
    onTestFinished(s3.close);
    await createBucket(s3.client, bucket, forever);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const objects = s3ObjectStore(s3.client);
    const world = await deletionWorld(2, { profile, objects, records: memoryRecordStore() });
    const cloud = await world.parts.cloud('p');
    const recent = () => recentlyDeleted(world.ledger, cloud, { limit: 10 }, forever);
    const [original] = world.ledger.objects.ofImage('p', world.keyOf('1.bmp').imageId);
    if (original === undefined) throw new Error('It was stored');
    return { ...world, objects, recent, original };
  }

  test.runIf(isHere)('deleted, listed, put back as it was, record and all', async () => {
    const { order, tenSecondsLater, recent, original, objects, records, keyOf, parts, ledger } = await versionedWorld();
    const key = keyOf('1.bmp');
    const record = records.records(userId).get(key.imageId);
    await order(['1.bmp']);
    await tenSecondsLater();
    expect(await objects.head(original, forever)).toBeNull();
    expect((await recent()).entries).toMatchObject([{ imageId: key.imageId, canComeBack: 'yes' }]);
    expect(await putBack(parts, [key], forever)).toEqual({ back: 1, failed: [] });
    expect(await objects.head(original, forever)).toMatchObject({ size: original.size, etag: original.etag });
    expect(records.records(userId).get(key.imageId)).toMatchObject({ ...record });
    expect(ledger.journeys.find(key)?.state).toBe('stored');
    expect((await recent()).entries).toEqual([]);
    // Once more, and then it can be deleted again.
    expect(await putBack(parts, [key], forever)).toMatchObject({ back: 0, failed: [{}] });
    await order(['1.bmp']);
    await tenSecondsLater();
    expect(await objects.head(original, forever)).toBeNull();
  });

  test.runIf(isHere)('deleted with its versions, nothing is left to put back', async () => {
    const { order, tenSecondsLater, recent, original, objects, keyOf, parts } = await versionedWorld();
    await order(['1.bmp'], true);
    await tenSecondsLater();
    expect(await objects.versions(original, forever)).toEqual([]);
    expect((await recent()).entries).toMatchObject([{ canComeBack: 'no' }]);
    expect(await putBack(parts, [keyOf('1.bmp')], forever)).toMatchObject({
      back: 0,
      failed: [{ failure: { code: 'object-missing' } }],
    });
  });
});
