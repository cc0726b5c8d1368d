/** @file What our S3 client makes of a real server's refusals and of a line that fails; run by the local cloud and Ceph. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AwsKeys } from '../../electron/cloud/aws-keys.ts';
import { type ClientOptions, s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import type { NewObject, ObjectStore } from '../../electron/journey/upload/object-store.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import type { ObjectKey } from '../../shared/image.ts';
import { cuttingServer, deadEndpoint, holdingProxy, silentServer } from '../fixtures/tcp-servers.ts';

export type S3ServerWorld = {
  readonly endpoint: string;
  readonly region: string;
  readonly keys: AwsKeys;
  /** Somebody else with keys of their own, where the server knows more than one person. */
  readonly stranger?: AwsKeys;
  readonly close: () => Promise<void>;
};

/** Long enough for a busy machine, short enough to wait for. */
const impatient: ClientOptions = { timeouts: { connect: 1_000, idle: 1_000, answer: 5_000 } };

export function s3ServerContract(name: string, makeWorld: () => Promise<S3ServerWorld>): void {
  describe(`our client of an S3 server: ${name}`, () => {
    let world: S3ServerWorld;
    const bucket = `client-${randomBytes(4).toString('hex')}`;
    beforeAll(async () => {
      world = await makeWorld();
      const connection = open({});
      await createBucket(connection.client, bucket, forever);
      connection.close();
    });
    afterAll(() => world.close());

    const forever = new AbortController().signal;

    test('making a bucket that is ours already is no failure', async () => {
      const connection = open({});
      onTestFinished(connection.close);
      await createBucket(connection.client, bucket, forever);
    });

    test('a wrong secret is a wrong key', async () => {
      const store = storeOf({ keys: { ...world.keys, secretAccessKey: 'not-the-secret' } });
      await expect(store.put(object('wrong-secret'), forever)).rejects.toMatchObject(personFor('wrong-key'));
      await expect(firstOf(store)).rejects.toMatchObject(personFor('wrong-key'));
    });

    test('a key that nobody has is a wrong key', async () => {
      const store = storeOf({ keys: { ...world.keys, accessKeyId: 'AKIANOBODYHASTHISKEY' } });
      await expect(store.put(object('unknown-key'), forever)).rejects.toMatchObject(personFor('wrong-key'));
    });

    test('a failure carries no secret and no signature', async () => {
      const store = storeOf({ keys: { ...world.keys, secretAccessKey: 'not-the-secret' } });
      const error: unknown = await store.put(object('secret'), forever).catch((thrown: unknown) => thrown);
      const said = JSON.stringify(error) + String(error);
      expect(said).not.toMatch(/not-the-secret|AWS4-HMAC|Signature=/);
      expect(said).not.toContain(world.keys.accessKeyId);
    });

    test('a clock that is an hour off is said to be, and the next try is right by itself', async () => {
      // Of this process alone: the server must not take its time from the global Date.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      onTestFinished(() => void vi.useRealTimers());
      const store = storeOf({});
      await expect(store.put(object('clock'), forever)).rejects.toMatchObject({
        failure: { code: 'clock-skew', retry: 'soon', scope: 'profile' },
      });
      expect(await store.put(object('clock'), forever)).toMatchObject({ size: 5 });
    });

    test("somebody else's keys are denied our bucket", async (context) => {
      if (world.stranger === undefined) return context.skip('this server knows one person');
      const store = storeOf({ keys: world.stranger });
      await expect(store.put(object('stranger'), forever)).rejects.toMatchObject(personFor('denied'));
      await expect(store.head(object('stranger'), forever)).rejects.toMatchObject(personFor('denied'));
      await expect(firstOf(store)).rejects.toMatchObject(personFor('denied'));
    });

    test('an abort in the middle of a body ends with an AbortError and leaves nothing', async () => {
      const proxy = await holdingProxy(world.endpoint, 300_000);
      onTestFinished(proxy.close);
      const stop = new AbortController();
      const large = object('cut-off', randomBytes(4_000_000));
      const putting = storeOf({ endpoint: proxy.endpoint }).put(large, stop.signal);
      const outcome = expect(putting).rejects.toMatchObject({ name: 'AbortError' });
      await proxy.holding;
      stop.abort();
      await outcome;
      expect(await storeOf({}).head(large, forever)).toBeNull();
    });

    test('a body that gets stuck on its way times out and leaves nothing', async () => {
      const proxy = await holdingProxy(world.endpoint, 300_000);
      onTestFinished(proxy.close);
      const large = object('stuck', randomBytes(16_000_000));
      const putting = storeOf({ endpoint: proxy.endpoint, options: impatient }).put(large, forever);
      await expect(putting).rejects.toMatchObject({ failure: { code: 'timed-out', retry: 'soon' } });
      expect(await storeOf({}).head(large, forever)).toBeNull();
    });

    test('sockets dropped on wake fail what is in flight as offline; the next call goes through', async () => {
      const proxy = await holdingProxy(world.endpoint, 300_000);
      onTestFinished(proxy.close);
      const connection = open({ endpoint: proxy.endpoint });
      onTestFinished(connection.close);
      const store = s3ObjectStore(connection.client);
      const putting = store.put(object('asleep', randomBytes(4_000_000)), forever);
      const outcome = expect(putting).rejects.toMatchObject({ failure: { code: 'offline', retry: 'soon' } });
      await proxy.holding;
      connection.dropSockets();
      await outcome;
      expect(await store.put(object('awake'), forever)).toMatchObject({ size: 5 });
    });

    test('nobody at the address is offline, for the whole profile', async () => {
      const store = storeOf({ endpoint: await deadEndpoint() });
      await expect(store.put(object('dead'), forever)).rejects.toMatchObject({
        failure: { code: 'offline', retry: 'soon', scope: 'profile', detail: 'ECONNREFUSED' },
      });
    });

    test('a server that never answers times out', async () => {
      const silent = await silentServer();
      onTestFinished(silent.close);
      const store = storeOf({ endpoint: silent.endpoint, options: impatient });
      await expect(store.put(object('silent'), forever)).rejects.toMatchObject({
        failure: { code: 'timed-out', retry: 'soon' },
      });
    });

    test('a connection that is cut is offline, for this image', async () => {
      const cutting = await cuttingServer();
      onTestFinished(cutting.close);
      await expect(storeOf({ endpoint: cutting.endpoint }).put(object('cut'), forever)).rejects.toMatchObject({
        failure: { code: 'offline', retry: 'soon', scope: 'image' },
      });
    });

    type Changes = { readonly endpoint?: string; readonly keys?: AwsKeys; readonly options?: ClientOptions };

    function open({ endpoint, keys, options }: Changes): ReturnType<typeof s3Client> {
      const place = { region: world.region, s3Endpoint: endpoint ?? world.endpoint, addressing: 'path' } as const;
      return s3Client(place, () => Promise.resolve(keys ?? world.keys), options);
    }

    function storeOf(changes: Changes): ObjectStore {
      const connection = open(changes);
      onTestFinished(connection.close);
      return s3ObjectStore(connection.client);
    }

    function object(key: string, bytes: Buffer = Buffer.from('bytes')): NewObject {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      // A test's keys are plain names.
      return { bucket, key: key as ObjectKey, bytes, sha256, contentType: 'image/jpeg', metadata: {} };
    }

    async function firstOf(store: ObjectStore): Promise<unknown> {
      for await (const found of store.list(bucket, '', forever)) return found;
      return undefined;
    }
  });
}

function personFor(code: string): object {
  return { failure: { code, retry: 'after-user-acts', scope: 'profile' } };
}
