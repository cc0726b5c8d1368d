/** @file Bodies sent at a pace are the same bodies: the whole contract of an object store, paced, on the local cloud and on Ceph. */
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AwsKeys } from '../../../electron/cloud/aws-keys.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { type Pace, pace } from '../../../electron/foundation/pace.ts';
import type { NewObject } from '../../../electron/journey/upload/object-store.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { paceBodies } from '../../../electron/journey/upload/s3-pace.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { objectStoreContract } from '../../contracts/object-store.contract.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';

/** Slow enough that every body goes in pieces, fast enough for a test. */
const quick = (): Pace => pace(() => 1024 ** 3, systemClock);
const forever = new AbortController().signal;

objectStoreContract('S3 on the local cloud, paced', async () => {
  const cloud = await localCloudWorld();
  const store = await pacedStore(cloud.s3Endpoint, cloud.region, cloud, quick());
  const proofs = ['sha256', 'sha256-parts'] as const;
  const close = async () => {
    store.close();
    await cloud.close();
  };
  return { ...store, proofs, looksBeforeCompleting: true, close };
});

describe.skipIf(!radosGatewayIsHere)('a server that nobody here wrote', () => {
  objectStoreContract('S3 on Ceph, paced', async () => {
    const { endpoint, region, ...keys } = await radosGateway();
    const store = await pacedStore(endpoint, region, keys, quick());
    const close = async () => store.close();
    return { ...store, proofs: ['md5', 'md5'] as const, looksBeforeCompleting: false, close };
  });
});

test('a body goes piece by piece, each when the line lets it', async () => {
  const clock = manualClock();
  const asked: number[] = [];
  const slow = pace(() => 32 * 1024, clock);
  const { store, bucket } = await localPacedStore({
    ...slow,
    take: (bytes, signal) => {
      asked.push(bytes);
      return slow.take(bytes, signal);
    },
  });
  const object = newObject(bucket, 64 * 1024);
  let done = false;
  const putting = store.put(object, forever).then((answer) => {
    done = true;
    return answer;
  });
  await vi.waitFor(() => expect(clock.sleeping()).toHaveLength(1));
  expect(done).toBe(false);
  await advanceUntil(clock, () => done);
  expect(await putting).toMatchObject({ size: 64 * 1024, proof: 'sha256' });
  expect(asked).toEqual(Array.from({ length: 8 }, () => 8 * 1024));
  expect(clock.elapsed()).toBeGreaterThan(1500);
});

test('a body that is stopped in the middle ends at once, and nothing of it is stored', async () => {
  const clock = manualClock();
  const { store, bucket } = await localPacedStore(pace(() => 32 * 1024, clock));
  const object = newObject(bucket, 256 * 1024);
  const stopping = new AbortController();
  const putting = store.put(object, stopping.signal);
  await vi.waitFor(() => expect(clock.sleeping()).toHaveLength(1));
  stopping.abort();
  await expect(putting).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([]));
  expect(await store.head(object, forever)).toBeNull();
});

async function localPacedStore(at: Pace) {
  const cloud = await localCloudWorld();
  const made = await pacedStore(cloud.s3Endpoint, cloud.region, cloud, at);
  onTestFinished(async () => {
    made.close();
    await cloud.close();
  });
  return made;
}

async function pacedStore(s3Endpoint: string, region: string, keys: AwsKeys, at: Pace) {
  const connection = s3Client({ region, s3Endpoint, addressing: 'path' }, () => Promise.resolve(keys));
  const bucket = `paced-${randomBytes(4).toString('hex')}`;
  await createBucket(connection.client, bucket, forever);
  paceBodies(connection.client, at);
  return { store: s3ObjectStore(connection.client), bucket, close: connection.close };
}

function newObject(bucket: string, size: number): NewObject {
  const bytes = randomBytes(size);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // A key of the test's own making.
  return { bucket, key: 'a/body' as ObjectKey, bytes, sha256, contentType: 'image/jpeg', metadata: {} };
}

/** In steps, because each piece goes to sleep anew; real turns of the loop let the sockets do their part. */
async function advanceUntil(clock: ReturnType<typeof manualClock>, holds: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (clock.sleeping().length > 0) clock.advance(50);
      expect(holds()).toBe(true);
    },
    { timeout: 30_000, interval: 5 },
  );
}
