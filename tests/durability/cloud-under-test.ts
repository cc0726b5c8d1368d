/** @file A bucket and a table of its own on some servers, and what they really hold, read from the servers themselves. */
import { createHash, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { dynamoRecordStore } from '../../electron/journey/record/dynamo-record-store.ts';
import type { ImageRecord } from '../../electron/journey/record/image-record.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { Profile } from '../../shared/profile.ts';

export type Servers = Pick<
  LocalCloud,
  's3Endpoint' | 'dynamodbEndpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'
>;

type HeldObject = {
  readonly sha256: string;
  readonly size: number;
  readonly metadata: Readonly<Record<string, string>>;
};

export type CloudContents = {
  /** By key, hashed from the bytes that the server gives out. */
  readonly objects: ReadonlyMap<string, HeldObject>;
  readonly records: readonly ImageRecord[];
  /** Keys of uploads in parts that were begun and not ended. */
  readonly openUploads: readonly string[];
};

export type CloudUnderTest = {
  readonly servers: Servers;
  readonly bucket: string;
  readonly table: string;
  readonly profile: Profile;
  /** What a terminal needs to find it. `through` replaces endpoints, for a proxy between the two. */
  readonly environment: (
    home: string,
    through?: Partial<Pick<Servers, 's3Endpoint' | 'dynamodbEndpoint'>>,
  ) => Record<string, string>;
  readonly contents: () => Promise<CloudContents>;
  readonly close: () => void;
};

const userId = 'tester';

export async function cloudUnderTest(servers: Servers, wish: Partial<Profile> = {}): Promise<CloudUnderTest> {
  const name = `durable-${randomUUID().slice(0, 8)}`;
  const keys = async () => ({ accessKeyId: servers.accessKeyId, secretAccessKey: servers.secretAccessKey });
  const profile = Profile.parse({
    name: 'environment',
    region: servers.region,
    s3Endpoint: servers.s3Endpoint,
    dynamodbEndpoint: servers.dynamodbEndpoint,
    addressing: 'path',
    bucket: name,
    table: name,
    userId,
    credentials: { kind: 'aws-chain' },
    ...wish,
  });
  const s3 = s3Client(profile, keys);
  const dynamo = dynamoClient(profile, keys);
  const { signal } = new AbortController();
  await createBucket(s3.client, name, signal);
  await createRecordTable(dynamo.client, name, signal);
  const store = s3ObjectStore(s3.client);
  const records = dynamoRecordStore(dynamo.client, name);

  return {
    servers,
    bucket: name,
    table: name,
    profile,
    environment: (home, through = {}) => ({
      CLOUDROLL_HOME: home,
      CLOUDROLL_BUCKET: name,
      CLOUDROLL_TABLE: name,
      CLOUDROLL_USER_ID: userId,
      CLOUDROLL_S3_ENDPOINT: through.s3Endpoint ?? servers.s3Endpoint,
      CLOUDROLL_DYNAMODB_ENDPOINT: through.dynamodbEndpoint ?? servers.dynamodbEndpoint,
      AWS_REGION: servers.region,
      AWS_ACCESS_KEY_ID: servers.accessKeyId,
      AWS_SECRET_ACCESS_KEY: servers.secretAccessKey,
    }),
    contents: async () => {
      const objects = new Map<string, HeldObject>();
      for await (const { key } of store.list(name, '', signal)) {
        const head = await store.head({ bucket: name, key }, signal);
        const bytes = await store.get({ bucket: name, key }, signal);
        if (head === null || bytes === null) throw new Error(`${key} is listed and not there`);
        const hash = createHash('sha256');
        let size = 0;
        for await (const piece of bytes) {
          hash.update(piece);
          size += piece.byteLength;
        }
        objects.set(key, { sha256: hash.digest('hex'), size, metadata: head.metadata });
      }
      return {
        objects,
        records: await gathered(records.all(userId, signal)),
        openUploads: (await gathered(store.listOpenUploads(name, '', signal))).map(({ key }) => key),
      };
    },
    close: () => {
      s3.close();
      dynamo.close();
    },
  };
}

async function gathered<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function sizeOf({ objects }: CloudContents): number {
  return [...objects.values()].reduce((sum, { size }) => sum + size, 0);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The invariants of DESIGN.md against what the servers hold: exactly these images, each once, byte for byte, with one
 * record that names only what is there; nothing besides, and no upload left open.
 */
export function expectExactly(contents: CloudContents, images: readonly Uint8Array[]): void {
  const expected = [...new Set(images.map(sha256Of))].sort();
  expectSound(contents);
  const originals = [...contents.objects].filter(([key]) => key.startsWith('originals/'));
  expect(originals.map(([, object]) => object.sha256).sort(), 'originals in the bucket').toEqual(expected);
  expect(contents.records.map((record) => record.image_id).sort(), 'records in the table').toEqual(expected);
  const named = contents.records.flatMap((record) => [record.original_key, ...record.renditions.map(({ key }) => key)]);
  expect([...contents.objects.keys()].sort(), 'objects that records name').toEqual(named.sort());
  expect(contents.openUploads, 'uploads left open').toEqual([]);
}

/** What must hold at any moment, also in the middle of things: no key lies about its bytes, no record about its objects. */
export function expectSound({ objects, records }: CloudContents): void {
  for (const [key, object] of objects) {
    const claimed = key.startsWith('originals/') ? /([0-9a-f]{64})/.exec(key)?.[1] : object.metadata['sha256'];
    expect(object.sha256, key).toBe(claimed);
  }
  for (const record of records) {
    expect(objects.get(record.original_key), `original of ${record.image_id}`).toMatchObject({
      sha256: record.image_id,
      size: record.size_bytes,
    });
    for (const { key, bytes } of record.renditions) {
      expect(objects.get(key), `rendition of ${record.image_id}`).toMatchObject({ size: bytes });
    }
  }
}
