/** @file What every object store must do, said as tests; run by the fake, the local cloud and Ceph. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewObject, ObjectStore, SentPart } from '../../electron/journey/upload/object-store.ts';
import type { ObjectKey, Proof } from '../../shared/image.ts';

export type ObjectStoreWorld = {
  readonly store: ObjectStore;
  /** Exists and is empty. */
  readonly bucket: string;
  /** What it proves of an object that came whole, and of one that came in parts. */
  readonly proofs: readonly [whole: Proof, parts: Proof];
  /** Whether it looks for an object that came meanwhile before it puts parts together. Ceph 16 does not. */
  readonly looksBeforeCompleting: boolean;
  readonly close: () => Promise<void>;
};

/** Keys that some server, proxy or path function somewhere would like to change. */
const hostileKeys = [
  'spaces in a name.jpg',
  'a+b%20c%2Fd#e?f=1&g=2.jpg',
  'quotes "\' and <angles> & ;.jpg',
  '[brackets] {braces} |^`~@:,$!*().jpg',
  'back\\slash.jpg',
  'é composed.jpg',
  'é decomposed.jpg',
  '日本語/😀.jpg',
  'up/../and/./down.jpg',
  'double//slash.jpg',
  '/leading slash.jpg',
  'trailing slash/',
  '.hidden',
  '=?UTF-8?B?w6k=?=',
];

const texts = {
  plain: 'IMG_0001.JPG',
  'not-ascii': 'Fête d’été, Straße, 日本語, 😀.jpg',
  long: 'ü'.repeat(200),
  spaces: '  two  spaces  ',
  empty: '',
  encoded: '=?UTF-8?B?w6k=?=',
  percent: '100%25 & <done>',
};

const mebibyte = 1024 * 1024;

/** Runs the suite; a world is made once and every test keeps to keys of its own. */
export function objectStoreContract(name: string, makeWorld: () => Promise<ObjectStoreWorld>): void {
  describe(`an object store: ${name}`, () => {
    let world: ObjectStoreWorld;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world.close());

    const forever = new AbortController().signal;
    const anAbortError = expect.objectContaining({ name: 'AbortError' });

    test('what is put is there, byte for byte, with its type and a proof', async () => {
      const object = newObject('put/one.jpg', 'some bytes', { sha256: 'as text', 'image-id': 'i' });
      const confirmed = await world.store.put(object, forever);
      expect(confirmed).toMatchObject({ size: 10, proof: world.proofs[0] });
      const stored = await world.store.head(object, forever);
      expect(stored).toMatchObject({ size: 10, contentType: 'image/jpeg', metadata: object.metadata });
      expect(stored?.etag).not.toContain('"');
      expect(stored?.modifiedAt).toBeTypeOf('number');
      expect(await read(object)).toEqual(Buffer.from('some bytes'));
    });

    test('an object of no bytes and no metadata is kept as that', async () => {
      const object = newObject('put/empty', '', {});
      await world.store.put(object, forever);
      expect(await world.store.head(object, forever)).toMatchObject({ size: 0, metadata: {} });
      expect(await read(object)).toEqual(Buffer.alloc(0));
    });

    test('a large object comes back as it went', async () => {
      const object = newObject('put/large', pattern(9 * mebibyte + 7, 3));
      expect(await world.store.put(object, forever)).toMatchObject({ size: 9 * mebibyte + 7 });
      expect(sha256(await read(object))).toBe(object.sha256);
    });

    test('any text as metadata comes back as it was', async () => {
      const object = newObject('put/texts', 'x', texts);
      await world.store.put(object, forever);
      expect((await world.store.head(object, forever))?.metadata).toEqual(texts);
    });

    test('bytes that are not those of the hash are refused and nothing is stored', async () => {
      const object = { ...newObject('put/wrong', 'these bytes'), sha256: sha256(Buffer.from('other bytes')) };
      await expect(world.store.put(object, forever)).rejects.toMatchObject({
        failure: { code: 'bytes-refused', retry: 'soon', scope: 'image' },
      });
      expect(await world.store.head(object, forever)).toBeNull();
    });

    test('a second put under a key changes nothing and says so', async () => {
      const first = newObject('put/twice', 'the first');
      await world.store.put(first, forever);
      expect(await world.store.put(first, forever)).toBe('exists');
      expect(await world.store.put(newObject('put/twice', 'the second'), forever)).toBe('exists');
      expect(await read(first)).toEqual(Buffer.from('the first'));
    });

    test('of ten puts at once under one key, one wins and its bytes are there', async () => {
      const rivals = Array.from({ length: 10 }, (_, index) => newObject('put/rivals', `rival ${index}`));
      const answers = await Promise.all(rivals.map((rival) => winOrLose(rival)));
      expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
      const winner = rivals[answers.indexOf('won')];
      expect(await read(newObject('put/rivals', ''))).toEqual(winner?.bytes);
    });

    test.each(hostileKeys)('the key %j is the key that is listed, read and removed', async (hostile) => {
      const object = newObject(`hostile/${hostile}`, `bytes of ${hostile}`);
      await world.store.put(object, forever);
      expect(await keysBelow('hostile/')).toEqual([object.key]);
      expect(await read(object)).toEqual(object.bytes);
      await world.store.remove(object, forever);
      expect(await keysBelow('hostile/')).toEqual([]);
    });

    test('a key of 1,024 bytes is carried', async () => {
      const object = newObject(`longest/${'k'.repeat(1024 - 8)}`, 'x');
      await world.store.put(object, forever);
      expect(await keysBelow('longest/')).toEqual([object.key]);
    });

    test('a key under which nothing is: no head, no bytes, and removing it is no failure', async () => {
      const nothing = newObject('nothing/here', '');
      expect(await world.store.head(nothing, forever)).toBeNull();
      expect(await world.store.get(nothing, forever)).toBeNull();
      await world.store.remove(nothing, forever);
      await world.store.remove(nothing, forever);
    });

    test('a bucket that is not there is said to be missing, whatever is asked', async () => {
      const object = { ...newObject('a/key', 'x'), bucket: `${world.bucket}-missing` };
      const upload = { bucket: object.bucket, key: object.key, uploadId: 'any' };
      const asked = [
        world.store.put(object, forever),
        world.store.head(object, forever),
        world.store.get(object, forever),
        world.store.remove(object, forever),
        collect(world.store.list(object.bucket, '', forever)),
        world.store.beginParts(object, forever),
        world.store.listParts(upload, forever),
        collect(world.store.listOpenUploads(object.bucket, '', forever)),
      ];
      for (const answer of await Promise.allSettled(asked)) {
        expect(answer).toMatchObject({
          status: 'rejected',
          reason: { failure: { code: 'no-bucket', retry: 'after-user-acts', scope: 'profile' } },
        });
      }
    });

    test('more than one page is listed whole, in key order, and only below the prefix', async () => {
      const names = Array.from({ length: 1_005 }, (_, index) => `paged/${String(index).padStart(4, '0')}`);
      await inParallel([...names, 'paged'], 16, (name) => world.store.put(newObject(name, name), forever));
      const listed = await collect(world.store.list(world.bucket, 'paged/', forever));
      expect(listed.map(({ key }) => key)).toEqual(names);
      expect(listed[0]).toMatchObject({ size: 10, etag: expect.any(String), modifiedAt: expect.any(Number) });
    });

    test('an aborted signal stops every call with an AbortError and stores nothing', async () => {
      const object = newObject('aborted/one', 'x');
      const aborted = AbortSignal.abort(new Error('any reason'));
      await expect(world.store.put(object, aborted)).rejects.toEqual(anAbortError);
      await expect(world.store.head(object, aborted)).rejects.toEqual(anAbortError);
      await expect(collect(world.store.list(world.bucket, '', aborted))).rejects.toEqual(anAbortError);
      await expect(world.store.beginParts(object, aborted)).rejects.toEqual(anAbortError);
      expect(await world.store.head(object, forever)).toBeNull();
    });

    test('an object sent in parts is whole, with its type and metadata, and no upload stays open', async () => {
      const object = newObject('parts/é whole.tif', '', { 'file-name': 'é.tif' });
      const upload = await world.store.beginParts(object, forever);
      expect(upload).toMatchObject({ bucket: object.bucket, key: object.key });
      const open = await collect(world.store.listOpenUploads(world.bucket, 'parts/é', forever));
      expect(open).toEqual([{ ...upload, startedAt: expect.any(Number) }]);
      const bodies = [pattern(5 * mebibyte, 1), pattern(1_000, 2)];
      const sent: SentPart[] = [];
      for (const [index, bytes] of bodies.entries()) {
        sent.push(await world.store.putPart(upload, part(index + 1, bytes), forever));
      }
      const confirmed = await world.store.completeParts(upload, sent, forever);
      expect(confirmed).toMatchObject({ size: 5 * mebibyte + 1_000, proof: world.proofs[1] });
      expect(sha256(await read(object))).toBe(sha256(Buffer.concat(bodies)));
      expect(await world.store.head(object, forever)).toMatchObject({
        contentType: 'image/jpeg',
        metadata: object.metadata,
      });
      expect(await collect(world.store.listOpenUploads(world.bucket, 'parts/é', forever))).toEqual([]);
    });

    test('after an interruption the store says which parts it holds; a part sent again replaces the first', async () => {
      const object = newObject('parts/resumed', '');
      const upload = await world.store.beginParts(object, forever);
      await world.store.putPart(upload, part(1, pattern(5 * mebibyte, 9)), forever);
      const first = await world.store.putPart(upload, part(1, pattern(5 * mebibyte, 1)), forever);
      const { sha256: _, ...known } = first;
      expect(await world.store.listParts(upload, forever)).toEqual([known]);
      const second = await world.store.putPart(upload, part(2, Buffer.from('end')), forever);
      await world.store.completeParts(upload, [first, second], forever);
      expect(sha256(await read(object))).toBe(sha256(Buffer.concat([pattern(5 * mebibyte, 1), Buffer.from('end')])));
    });

    test('a part whose bytes are not those of its hash is refused', async () => {
      const upload = await world.store.beginParts(newObject('parts/wrong', ''), forever);
      const wrong = { ...part(1, Buffer.from('these')), sha256: sha256(Buffer.from('other')) };
      await expect(world.store.putPart(upload, wrong, forever)).rejects.toMatchObject({
        failure: { code: 'bytes-refused' },
      });
      expect(await world.store.listParts(upload, forever)).toEqual([]);
      await world.store.abortParts(upload, forever);
    });

    test('an aborted upload is gone, may be aborted again, and leaves no object', async () => {
      const object = newObject('parts/aborted', '');
      const upload = await world.store.beginParts(object, forever);
      const sent = await world.store.putPart(upload, part(1, Buffer.from('x')), forever);
      await world.store.abortParts(upload, forever);
      await world.store.abortParts(upload, forever);
      expect(await world.store.listParts(upload, forever)).toBeNull();
      expect(await collect(world.store.listOpenUploads(world.bucket, object.key, forever))).toEqual([]);
      // Ceph 16 says 500 "already in progress" here, and others that they know no such upload.
      await expect(world.store.completeParts(upload, [sent], forever)).rejects.toMatchObject({
        failure: { code: expect.stringMatching(/^(bad-answer|server-error)$/), retry: 'soon', scope: 'image' },
      });
      expect(await world.store.head(object, forever)).toBeNull();
    });

    test('putting together what was put together already is no failure and changes nothing', async () => {
      const object = newObject('parts/again', '');
      const upload = await world.store.beginParts(object, forever);
      const sent = await world.store.putPart(upload, part(1, Buffer.from('only')), forever);
      await world.store.completeParts(upload, [sent], forever);
      await world.store.completeParts(upload, [sent], forever);
      expect(await read(object)).toEqual(Buffer.from('only'));
    });

    test('an object that came meanwhile is left alone when parts are put together', async (context) => {
      if (!world.looksBeforeCompleting) return context.skip('this server replaces it: ask head first');
      const object = newObject('parts/meanwhile', 'the first');
      const upload = await world.store.beginParts(object, forever);
      const sent = await world.store.putPart(upload, part(1, Buffer.from('the second')), forever);
      await world.store.put(object, forever);
      expect(await world.store.completeParts(upload, [sent], forever)).toBe('exists');
      expect(await read(object)).toEqual(Buffer.from('the first'));
      await world.store.abortParts(upload, forever);
    });

    test('more than one page of parts is listed whole', async () => {
      const upload = await world.store.beginParts(newObject('parts/many', ''), forever);
      const numbers = Array.from({ length: 1_005 }, (_, index) => index + 1);
      await inParallel(numbers, 16, (number) =>
        world.store.putPart(upload, part(number, Buffer.from('part')), forever),
      );
      expect((await world.store.listParts(upload, forever))?.map(({ number }) => number)).toEqual(numbers);
      await world.store.abortParts(upload, forever);
    });

    test('more than one page of open uploads is listed whole', async () => {
      const names = Array.from({ length: 1_005 }, (_, index) => `open/é ${Math.floor(index / 2)}`);
      await inParallel(names, 16, (name) => world.store.beginParts(newObject(name, ''), forever));
      const open = await collect(world.store.listOpenUploads(world.bucket, 'open/', forever));
      expect(open.map(({ key }) => key).sort()).toEqual(names.toSorted());
      expect(new Set(open.map(({ uploadId }) => uploadId)).size).toBe(names.length);
      await inParallel(open, 16, (upload) => world.store.abortParts(upload, forever));
    });

    function newObject(key: string, bytes: string | Buffer, metadata: Record<string, string> = {}): NewObject {
      const body = Buffer.from(bytes);
      // A test's keys are keys because the contract says that the store takes them.
      return {
        bucket: world.bucket,
        key: key as ObjectKey,
        bytes: body,
        sha256: sha256(body),
        contentType: 'image/jpeg',
        metadata,
      };
    }

    async function read(address: NewObject): Promise<Buffer> {
      const body = await world.store.get(address, forever);
      return Buffer.concat(body === null ? [] : await collect(body));
    }

    async function keysBelow(prefix: string): Promise<readonly string[]> {
      return (await collect(world.store.list(world.bucket, prefix, forever))).map(({ key }) => key);
    }

    /** AWS may answer 409 to a loser that came while the winner was being written: it is to try again. */
    async function winOrLose(object: NewObject): Promise<'won' | 'lost'> {
      try {
        return (await world.store.put(object, forever)) === 'exists' ? 'lost' : 'won';
      } catch (error) {
        expect(error).toMatchObject({ failure: { code: 'server-error', retry: 'soon' } });
        return 'lost';
      }
    }
  });
}

function part(number: number, bytes: Buffer): { number: number; bytes: Buffer; sha256: string } {
  return { number, bytes, sha256: sha256(bytes) };
}

/** Bytes in which no two parts are alike. */
function pattern(length: number, seed: number): Buffer {
  return Buffer.alloc(length, createHash('sha512').update(String(seed)).digest());
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
