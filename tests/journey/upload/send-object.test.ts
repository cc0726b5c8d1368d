/** @file One object that is whole in memory: sent once, proven when it is there already, never written over. */
import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import { proveSame, sendObject } from '../../../electron/journey/upload/send-object.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';

const forever = new AbortController().signal;
const address = { bucket: 'b', key: 'k.png' as ObjectKey };
const bytes = Buffer.from('a picture');
const sha256 = hash('sha256', bytes, 'hex');
const object = { ...address, bytes, sha256, contentType: 'image/png', metadata: { sha256 } };
const expected = { size: bytes.length, sha256, md5: () => hash('md5', bytes, 'hex') };
const nothing = (): void => undefined;

test('it is sent, and the store has confirmed it', async () => {
  const store = memoryObjectStore({ buckets: ['b'] });
  expect(await sendObject(store, object, nothing, forever)).toMatchObject({ sent: true, proof: 'sha256' });
  expect(store.objects('b').get(address.key)?.bytes).toEqual(bytes);
});

test('twice is harmless, and the second time nothing of ours was kept', async () => {
  const store = memoryObjectStore({ buckets: ['b'] });
  await sendObject(store, object, nothing, forever);
  expect(await sendObject(store, object, nothing, forever)).toMatchObject({ sent: false, proof: 'sha256' });
});

test('something else under the key is left alone', async () => {
  const store = memoryObjectStore({ buckets: ['b'] });
  const theirs = Buffer.from('something');
  await store.put({ ...object, bytes: theirs, sha256: hash('sha256', theirs, 'hex'), metadata: {} }, forever);
  await expect(sendObject(store, object, nothing, forever)).rejects.toMatchObject({
    failure: { code: 'other-bytes-at-key', retry: 'never' },
  });
  expect(store.objects('b').get(address.key)?.bytes).toEqual(theirs);
});

test('an object that goes between the two questions is tried again', async () => {
  const store = memoryObjectStore({ buckets: ['b'] });
  const fickle: ObjectStore = { ...store, put: async () => 'exists' };
  await expect(sendObject(fickle, object, nothing, forever)).rejects.toMatchObject({ failure: { retry: 'soon' } });
});

describe('what counts as the same', () => {
  const held = { size: bytes.length, etag: 'e', contentType: 'image/png', metadata: {}, modifiedAt: 0 };
  const other = '0'.repeat(64);
  test.each([
    ['the checksum of the store', { sha256 }, 'sha256'],
    ['the MD5, where the store has no checksum', { etag: expected.md5() }, 'md5'],
    ['the size and what was said at upload, where it has neither', { metadata: { sha256 } }, 'size'],
  ] as const)('%s', async (_, more, proof) => {
    const store = { ...memoryObjectStore({ buckets: ['b'] }), head: async () => ({ ...held, ...more }) };
    expect(await proveSame(store, address, expected, forever)).toMatchObject({ proof });
  });

  test.each([
    ['another checksum, whatever the metadata says', { sha256: other, metadata: { sha256 } }],
    ['another size, whatever the metadata says', { size: 3, metadata: { sha256 } }],
    ['another claim', { metadata: { sha256: other } }],
    ['nothing at all', {}],
  ])('not %s', async (_, more) => {
    const store = { ...memoryObjectStore({ buckets: ['b'] }), head: async () => ({ ...held, ...more }) };
    await expect(proveSame(store, address, expected, forever)).rejects.toMatchObject({
      failure: { code: 'other-bytes-at-key' },
    });
  });

  test('nothing under the key is no failure', async () => {
    expect(await proveSame(memoryObjectStore({ buckets: ['b'] }), address, expected, forever)).toBeNull();
  });
});
