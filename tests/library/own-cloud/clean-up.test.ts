/** @file Taking a profile out of the cloud: what has to be typed, what goes, what of others stays, and stopping in between. */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createRecordTable } from '../../../electron/cloud/dynamo-create-table.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { type Claim, claimItem, claimOf } from '../../../electron/journey/record/claim.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { cleanUp } from '../../../electron/library/own-cloud/clean-up.ts';
import { takeInventory } from '../../../electron/library/own-cloud/inventory.ts';
import type { OwnCloud } from '../../../electron/library/own-cloud/own-cloud.ts';
import { CleanRequest, type Inventory } from '../../../shared/clean-up.ts';
import { ImageId } from '../../../shared/image.ts';
import { cephServers } from '../../durability/ceph-servers.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { gathered, type OwnServers, ownCloudOn, signal } from './own-cloud-world.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const imageIdOf = (text: string) => ImageId.parse(hashOf(text));
const original = (text: string) => `originals/${hashOf(text)}.jpg`;

/** Three images in two versions each, one removed, one upload never ended; a diary that is nobody's business. */
async function filled(servers: OwnServers) {
  const cloud = ownCloudOn(servers);
  const { bucket: Bucket, table = '' } = cloud.profile;
  await createBucket(cloud.s3, Bucket, signal);
  await createRecordTable(cloud.dynamo, table, signal);
  await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const text of ['a', 'b', 'c', 'a', 'b', 'c']) await put(cloud, original(text), text);
  await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: original('d') }));
  for (const text of ['a', 'b', 'c']) await record(cloud, 'me', text);
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  return { cloud, parts: { cloud, ledger } };
}

async function put({ s3, profile }: OwnCloud, Key: string, Body: string, userId?: string): Promise<void> {
  const Metadata = userId === undefined ? {} : { 'user-id': userId };
  await s3.send(new PutObjectCommand({ Bucket: profile.bucket, Key, Body, Metadata }));
}

async function record({ dynamo, profile }: OwnCloud, user_id: string, text: string, more: object = {}): Promise<void> {
  const Item = {
    user_id,
    image_id: hashOf(text),
    schema_version: 1,
    upload_time: 'now',
    original_key: original(text),
    ...more,
  };
  await dynamo.send(new PutCommand({ TableName: profile.table, Item }));
}

async function claim({ dynamo, profile }: OwnCloud, said: Claim): Promise<void> {
  await dynamo.send(new PutCommand({ TableName: profile.table, Item: claimItem(said) }));
}

async function keysIn({ s3, profile }: OwnCloud): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: profile.bucket }),
  );
  return [...Versions, ...DeleteMarkers].map(({ Key = '' }) => Key).sort();
}

async function itemsIn({ dynamo, profile }: OwnCloud): Promise<unknown[]> {
  return (await dynamo.send(new ScanCommand({ TableName: profile.table }))).Items ?? [];
}

async function inventoryOf(parts: Parameters<typeof takeInventory>[0]): Promise<Inventory> {
  const last = (await gathered(takeInventory(parts, signal))).at(-1);
  if (last?.phase !== 'counted') throw new Error('No inventory');
  return last.inventory;
}

const asked = (cloud: OwnCloud, more: Partial<CleanRequest> = {}) =>
  CleanRequest.parse({ profile: cloud.profile.name, typed: 'permanently delete', ...more });
const everything = (cloud: OwnCloud) => asked(cloud, { deleteBuckets: [cloud.profile.bucket], deleteTable: 'confirm' });

describe.each([
  ['the built-in cloud', true, localCloudWorld],
  ['Ceph', radosGatewayIsHere, async () => cephServers(await radosGateway())],
] as const)('on %s', (_, isHere, start) => {
  describe.skipIf(!isHere)('', () => {
    let servers: OwnServers & { readonly close: () => Promise<void> };
    beforeAll(async () => {
      servers = await start();
    });
    afterAll(() => servers.close());

    test('the inventory counts versions, uploads and records, and what is not ours', async () => {
      const { cloud, parts } = await filled(servers);
      await put(cloud, 'private/diary.txt', 'dear diary');
      await record(cloud, 'somebody', 'e');
      // One that somebody watches, and where drops are copied to, which is nobody's to know of.
      const folder = { profile: cloud.profile.name, include: [], exclude: [], watched: true, addedAt: 0 };
      parts.ledger.folders.add({ ...folder, path: absolutePath('/pictures') });
      parts.ledger.folders.add({ ...folder, path: absolutePath(join(dirname(parts.ledger.path), 'inbox', 'own')) });
      expect(await inventoryOf(parts)).toMatchObject({
        folders: 1,
        buckets: [{ objects: 3, versions: 3, deleteMarkers: 0, openUploads: 1, bytes: 6, others: 1, failure: null }],
        table: { records: 3, others: 1, failure: null },
      });
    });

    test('everything goes, with every version, the bucket and the table', async () => {
      const { cloud, parts } = await filled(servers);
      const progress = await gathered(cleanUp(parts, everything(cloud), signal));
      expect(progress.at(-1)).toEqual({
        phase: 'ended',
        objects: 6,
        records: 3,
        bucketsGone: [cloud.profile.bucket],
        tableGone: true,
        left: [],
      });
      expect(await inventoryOf(parts)).toMatchObject({
        buckets: [{ failure: { code: 'no-bucket' } }],
        table: { failure: { code: 'no-table' } },
      });
      // Asked once more, there is nothing left to do.
      expect((await gathered(cleanUp(parts, everything(cloud), signal))).at(-1)).toMatchObject({
        objects: 0,
        tableGone: true,
      });
    });

    test('what is not this profile’s stays, and bucket and table with it', async () => {
      const { cloud, parts } = await filled(servers);
      await put(cloud, 'private/diary.txt', 'dear diary');
      await put(cloud, 'originals/readme.txt', 'not an image of ours');
      // Another user has the same image as we do, and an item of another program lies under our name.
      await record(cloud, 'somebody', 'a');
      await record(cloud, 'me', 'x', { schema_version: 7 });
      const progress = await gathered(cleanUp(parts, everything(cloud), signal));
      expect(progress.at(-1)).toMatchObject({
        records: 3,
        bucketsGone: [],
        tableGone: false,
        left: [
          { what: cloud.profile.bucket, why: 'others' },
          { what: cloud.profile.table, why: 'others' },
        ],
      });
      expect([...new Set(await keysIn(cloud))]).toEqual(
        [original('a'), 'originals/readme.txt', 'private/diary.txt'].sort(),
      );
      expect(await itemsIn(cloud)).toHaveLength(2);
    });

    test('our claims go and are no records; what another user claims stays, renditions and all', async () => {
      const { cloud, parts } = await filled(servers);
      await put(cloud, `renditions/${hashOf('a')}/thumb.webp`, 'small');
      await claim(cloud, { imageId: imageIdOf('b'), userId: 'me' });
      await claim(cloud, { imageId: imageIdOf('a'), userId: 'somebody' });
      // Whoever deletes an image holds it no more.
      const deleting = { at: '2026-01-01T00:00:00.000Z', by: 'desk' };
      await claim(cloud, { imageId: imageIdOf('c'), userId: 'somebody', deleting });
      expect(await inventoryOf(parts)).toMatchObject({
        buckets: [{ objects: 2, others: 3 }],
        table: { records: 3, others: 2 },
      });
      const progress = await gathered(cleanUp(parts, everything(cloud), signal));
      expect(progress.at(-1)).toMatchObject({ records: 3, tableGone: false });
      expect([...new Set(await keysIn(cloud))]).toEqual([original('a'), `renditions/${hashOf('a')}/thumb.webp`]);
      expect((await itemsIn(cloud)).map((item) => claimOf(item)?.userId)).toEqual(['somebody', 'somebody']);
    });

    test('images that somebody else sent stay, though their records are in a table that we do not know', async () => {
      const { cloud, parts } = await filled(servers);
      await put(cloud, original('theirs'), 'theirs', 'somebody');
      await put(cloud, `renditions/${hashOf('theirs')}/thumb.webp`, 'small');
      await put(cloud, original('gone'), 'gone', 'somebody');
      await cloud.s3.send(new DeleteObjectCommand({ Bucket: cloud.profile.bucket, Key: original('gone') }));
      await put(cloud, original('mine'), 'mine', 'me');
      await put(cloud, `renditions/${hashOf('mine')}/thumb.webp`, 'small');
      expect(await inventoryOf(parts)).toMatchObject({ buckets: [{ objects: 5, others: 4 }] });
      const progress = await gathered(cleanUp(parts, everything(cloud), signal));
      expect(progress.at(-1)).toMatchObject({ left: [{ what: cloud.profile.bucket, why: 'others' }] });
      expect([...new Set(await keysIn(cloud))]).toEqual(
        [original('gone'), original('theirs'), `renditions/${hashOf('theirs')}/thumb.webp`].sort(),
      );
    });
  });
});

describe('whatever the store', () => {
  let servers: OwnServers & { readonly close: () => Promise<void> };
  beforeAll(async () => {
    servers = await localCloudWorld();
  });
  afterAll(() => servers.close());

  test.each([
    [{ typed: 'Permanently delete' }, 'empty', 'permanently delete'],
    [{ deleteBuckets: ['another-bucket'] }, 'bucket', null],
    [{ deleteTable: 'yes' }, 'table', 'confirm'],
  ] as const)('nothing happens when what was typed is not that: %j', async (wrong, which, expected) => {
    const { cloud, parts } = await filled(servers);
    const request = CleanRequest.parse({ ...everything(cloud), ...wrong });
    expect(await gathered(cleanUp(parts, request, signal))).toEqual([
      { phase: 'refused', which, expected: expected ?? cloud.profile.bucket },
    ]);
    expect(await inventoryOf(parts)).toMatchObject({ buckets: [{ objects: 3 }], table: { records: 3 } });
  });

  test('emptied only, bucket and table stay', async () => {
    const { cloud, parts } = await filled(servers);
    await gathered(cleanUp(parts, asked(cloud), signal));
    expect(await keysIn(cloud)).toEqual([]);
    expect(await itemsIn(cloud)).toEqual([]);
  });

  test('stopped in between, it goes on with what is left when it is asked again', async () => {
    const { cloud, parts } = await filled(servers);
    for await (const progress of cleanUp(parts, everything(cloud), signal)) if (progress.phase === 'records') break;
    expect(parts.ledger.holds.find('own')).toBeNull();
    expect(await inventoryOf(parts)).toMatchObject({ buckets: [{ objects: 3 }] });
    expect((await gathered(cleanUp(parts, everything(cloud), signal))).at(-1)).toMatchObject({ objects: 6, left: [] });
  });

  test('afterwards the ledger calls nothing stored, and the files do not come back by themselves', async () => {
    const { cloud, parts } = await filled(servers);
    const { database, journeys, objects } = parts.ledger;
    database.exec(`
      INSERT INTO images (image_id, size, content_type, extension, first_seen) VALUES ('${hashOf('a')}', 1, 'image/jpeg', 'jpg', 0), ('${hashOf('z')}', 1, 'image/jpeg', 'jpg', 0);
      INSERT INTO journeys (profile, image_id, state, file_name, directory, begun_at, stored_at) VALUES ('own', '${hashOf('a')}', 'stored', 'a.jpg', '', 0, 1);
      INSERT INTO journeys (profile, image_id, state, file_name, directory, begun_at) VALUES ('own', '${hashOf('z')}', 'blocked', 'z.jpg', '', 0)`);
    await gathered(cleanUp(parts, asked(cloud), signal));
    const of = (text: string) => ({ profile: 'own', imageId: imageIdOf(text) });
    expect(journeys.find(of('a'))).toBeNull();
    expect(journeys.isBuried(of('a'))).toBe(true);
    expect(objects.ofImage('own', imageIdOf('a'))).toEqual([]);
    // What never arrived is still to be carried.
    expect(journeys.find(of('z'))?.state).toBe('blocked');
    expect(journeys.isBuried(of('z'))).toBe(false);
  });

  test('an image that another profile of this computer has stored under the same key stays', async () => {
    const { cloud, parts } = await filled(servers);
    parts.ledger.database.exec(`
      INSERT INTO objects (profile, image_id, rendition, bucket, object_key, size, content_type, etag, sha256, proof, confirmed_at)
      VALUES ('second', '${hashOf('b')}', 'original', '${cloud.profile.bucket}', '${original('b')}', 1, 'image/jpeg', '"e"', '${hashOf('b')}', 'sha256', 0)`);
    await gathered(cleanUp(parts, asked(cloud), signal));
    expect([...new Set(await keysIn(cloud))]).toEqual([original('b')]);
  });
});
