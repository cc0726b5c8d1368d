/** @file What every object store must do with objects that are sent in parts; a part of object-store.contract.ts. */
import { describe, expect, test } from 'vitest';
import type { NewObject, SentPart } from '../../electron/journey/upload/object-store.ts';
import { collect, inParallel, mebibyte, part, pattern, readWhole, sampleObject, sha256 } from './object-samples.ts';
import type { ObjectStoreWorld } from './object-store.contract.ts';

/** Called inside the suite; the world is asked for when a test runs. */
export function objectPartsContract(world: () => ObjectStoreWorld): void {
  describe('in parts', () => {
    const forever = new AbortController().signal;

    test('an object sent in parts is whole, with its type and metadata, and no upload stays open', async () => {
      const object = newObject('parts/é whole.tif', '', { 'file-name': 'é.tif' });
      const upload = await world().store.beginParts(object, forever);
      expect(upload).toMatchObject({ bucket: object.bucket, key: object.key });
      const open = await collect(world().store.listOpenUploads(world().bucket, 'parts/é', forever));
      expect(open).toEqual([{ ...upload, startedAt: expect.any(Number) }]);
      const bodies = [pattern(5 * mebibyte, 1), pattern(1_000, 2)];
      const sent: SentPart[] = [];
      for (const [index, bytes] of bodies.entries()) {
        sent.push(await world().store.putPart(upload, part(index + 1, bytes), forever));
      }
      const confirmed = await world().store.completeParts(upload, sent, forever);
      expect(confirmed).toMatchObject({ size: 5 * mebibyte + 1_000, proof: world().proofs[1] });
      expect(sha256(await read(object))).toBe(sha256(Buffer.concat(bodies)));
      expect(await world().store.head(object, forever)).toMatchObject({
        contentType: 'image/jpeg',
        metadata: object.metadata,
      });
      expect(await collect(world().store.listOpenUploads(world().bucket, 'parts/é', forever))).toEqual([]);
    });

    test('after an interruption the store says which parts it holds; a part sent again replaces the first', async () => {
      const object = newObject('parts/resumed', '');
      const upload = await world().store.beginParts(object, forever);
      await world().store.putPart(upload, part(1, pattern(5 * mebibyte, 9)), forever);
      const first = await world().store.putPart(upload, part(1, pattern(5 * mebibyte, 1)), forever);
      const { sha256: _, ...known } = first;
      expect(await world().store.listParts(upload, forever)).toEqual([known]);
      const second = await world().store.putPart(upload, part(2, Buffer.from('end')), forever);
      await world().store.completeParts(upload, [first, second], forever);
      expect(sha256(await read(object))).toBe(sha256(Buffer.concat([pattern(5 * mebibyte, 1), Buffer.from('end')])));
    });

    test('a part whose bytes are not those of its hash is refused', async () => {
      const upload = await world().store.beginParts(newObject('parts/wrong', ''), forever);
      const wrong = { ...part(1, Buffer.from('these')), sha256: sha256(Buffer.from('other')) };
      await expect(world().store.putPart(upload, wrong, forever)).rejects.toMatchObject({
        failure: { code: 'bytes-refused' },
      });
      expect(await world().store.listParts(upload, forever)).toEqual([]);
      await world().store.abortParts(upload, forever);
    });

    test('an aborted upload is gone, may be aborted again, and leaves no object', async () => {
      const object = newObject('parts/aborted', '');
      const upload = await world().store.beginParts(object, forever);
      const sent = await world().store.putPart(upload, part(1, Buffer.from('x')), forever);
      await world().store.abortParts(upload, forever);
      await world().store.abortParts(upload, forever);
      expect(await world().store.listParts(upload, forever)).toBeNull();
      expect(await collect(world().store.listOpenUploads(world().bucket, object.key, forever))).toEqual([]);
      // Ceph 16 says 500 "already in progress" here, and others that they know no such upload.
      await expect(world().store.completeParts(upload, [sent], forever)).rejects.toMatchObject({
        failure: { code: expect.stringMatching(/^(bad-answer|server-error)$/), retry: 'soon', scope: 'image' },
      });
      expect(await world().store.head(object, forever)).toBeNull();
    });

    test('putting together what was put together already is no failure and changes nothing', async () => {
      const object = newObject('parts/again', '');
      const upload = await world().store.beginParts(object, forever);
      const sent = await world().store.putPart(upload, part(1, Buffer.from('only')), forever);
      await world().store.completeParts(upload, [sent], forever);
      await world().store.completeParts(upload, [sent], forever);
      expect(await read(object)).toEqual(Buffer.from('only'));
    });

    test('an object that came meanwhile is left alone when parts are put together', async (context) => {
      if (!world().looksBeforeCompleting) return context.skip('this server replaces it: ask head first');
      const object = newObject('parts/meanwhile', 'the first');
      const upload = await world().store.beginParts(object, forever);
      const sent = await world().store.putPart(upload, part(1, Buffer.from('the second')), forever);
      await world().store.put(object, forever);
      expect(await world().store.completeParts(upload, [sent], forever)).toBe('exists');
      expect(await read(object)).toEqual(Buffer.from('the first'));
      await world().store.abortParts(upload, forever);
    });

    test('more than one page of parts is listed whole', async () => {
      const upload = await world().store.beginParts(newObject('parts/many', ''), forever);
      const numbers = Array.from({ length: 1_005 }, (_, index) => index + 1);
      await inParallel(numbers, 16, (number) =>
        world().store.putPart(upload, part(number, Buffer.from('part')), forever),
      );
      expect((await world().store.listParts(upload, forever))?.map(({ number }) => number)).toEqual(numbers);
      await world().store.abortParts(upload, forever);
    });

    test('more than one page of open uploads is listed whole', async () => {
      const names = Array.from({ length: 1_005 }, (_, index) => `open/é ${Math.floor(index / 2)}`);
      await inParallel(names, 16, (name) => world().store.beginParts(newObject(name, ''), forever));
      const open = await collect(world().store.listOpenUploads(world().bucket, 'open/', forever));
      expect(open.map(({ key }) => key).sort()).toEqual(names.toSorted());
      expect(new Set(open.map(({ uploadId }) => uploadId)).size).toBe(names.length);
      await inParallel(open, 16, (upload) => world().store.abortParts(upload, forever));
    });

    function newObject(key: string, bytes: string, metadata?: Record<string, string>): NewObject {
      return sampleObject(world().bucket, key, { bytes, metadata });
    }

    function read(address: NewObject): Promise<Buffer> {
      return readWhole(world().store, address);
    }
  });
}
