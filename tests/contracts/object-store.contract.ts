/** @file What every object store must do, said as tests; run by the fake, the local cloud and Ceph. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewObject, ObjectStore } from '../../electron/journey/upload/object-store.ts';
import type { Proof } from '../../shared/image.ts';
import { objectPartsContract } from './object-parts.contract.ts';
import { collect, inParallel, mebibyte, pattern, readWhole, sampleObject, sha256 } from './object-samples.ts';

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

    test('a key has the object as its only version, whatever other keys begin with it, and loses it with that', async () => {
      const object = newObject('versions/a', 'x');
      await world.store.put(object, forever);
      await world.store.put(newObject('versions/a b', 'y'), forever);
      const versions = await world.store.versions(object, forever);
      expect(versions).toMatchObject([{ kind: 'object', isLatest: true, size: 1 }]);
      await world.store.removeVersion(object, versions[0]?.versionId ?? '', forever);
      await world.store.removeVersion(object, versions[0]?.versionId ?? '', forever);
      expect([await world.store.versions(object, forever), await world.store.head(object, forever)]).toEqual([
        [],
        null,
      ]);
      expect(await keysBelow('versions/')).toEqual(['versions/a b']);
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

    objectPartsContract(() => world);

    function newObject(key: string, bytes: string | Buffer, metadata?: Record<string, string>): NewObject {
      return sampleObject(world.bucket, key, { bytes, metadata });
    }

    function read(address: NewObject): Promise<Buffer> {
      return readWhole(world.store, address);
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
