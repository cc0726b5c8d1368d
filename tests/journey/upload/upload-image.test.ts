/** @file An image's objects: under the keys of the layout, noted as the store confirmed them, kept where they are already. */
import { hash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addressOf,
  type ImageToUpload,
  type RenditionToUpload,
  uploadOriginal,
  uploadRendition,
} from '../../../electron/journey/upload/upload-image.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { ImageId } from '../../../shared/image.ts';
import { Profile } from '../../../shared/profile.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const forever = new AbortController().signal;
const bytes = Buffer.from('a picture');
const imageId = ImageId.parse(hash('sha256', bytes, 'hex'));
const profile = Profile.parse({
  name: 'p',
  region: 'r',
  bucket: 'originals',
  renditionsBucket: 'renditions',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});
const image: ImageToUpload = {
  profile,
  imageId,
  contentType: 'image/png',
  extension: 'png',
  fileName: 'Ferien ü.png',
  directory: '2024',
  details: { width: 40, height: 30, camera: 'Canon', gps: { latitude: 1, longitude: 2 } },
};
const rendition: RenditionToUpload = {
  name: 'thumb',
  bytes: Buffer.from('smaller'),
  width: 4,
  height: 3,
  contentType: 'image/webp',
  extension: 'webp',
};

function world() {
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  const store = memoryObjectStore({ buckets: ['originals', 'renditions'] });
  const told: number[] = [];
  const reached: string[] = [];
  const dependencies = {
    store,
    ledger,
    now: () => 7,
    reached: (point: string) => void reached.push(point),
    device: 'desk',
    onBytes: (sent: number) => void told.push(sent),
  };
  return { ledger, store, told, reached, dependencies, rows: () => ledger.objects.ofImage('p', imageId) };
}

describe('an original', () => {
  test('is under the key of the layout, with what rebuilds its record', async () => {
    const { dependencies, store } = world();
    expect(await uploadOriginal(dependencies, image, { kind: 'whole', bytes }, forever)).toBe(bytes.length);
    expect(store.objects('originals').get(`originals/${imageId}.png`)).toMatchObject({
      bytes,
      contentType: 'image/png',
      metadata: { sha256: imageId, 'file-name': 'Ferien ü.png', device: 'desk', 'user-id': 'me', gps: '1,2,' },
    });
  });

  test('is noted as the store confirmed it, before it counts', async () => {
    const { dependencies, rows, reached } = world();
    await uploadOriginal(dependencies, image, { kind: 'whole', bytes }, forever);
    expect(rows()).toMatchObject([
      { rendition: 'original', size: bytes.length, sha256: imageId, proof: 'sha256', width: 40, confirmedAt: 7 },
    ]);
    expect(reached).toEqual(['object-sent', 'object-confirmed']);
  });

  test('twice is one object, and the second time no byte counts as sent', async () => {
    const { dependencies, store, told } = world();
    await uploadOriginal(dependencies, image, { kind: 'whole', bytes }, forever);
    expect(await uploadOriginal(dependencies, image, { kind: 'whole', bytes }, forever)).toBe(0);
    expect(store.objects('originals').size).toBe(1);
    expect(told).toEqual([bytes.length]);
  });

  test('in parts is noted like one that is whole', async () => {
    const { dependencies, rows } = world();
    const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length);
    await uploadOriginal(dependencies, image, { kind: 'parts', size: bytes.length, read }, forever);
    expect(rows()).toMatchObject([{ rendition: 'original', proof: 'sha256-parts', sha256: imageId }]);
  });

  test('tells no place where the profile keeps none', async () => {
    const { dependencies, store } = world();
    const discreet = { ...image, profile: { ...profile, keepLocation: false } };
    await uploadOriginal(dependencies, discreet, { kind: 'whole', bytes }, forever);
    expect(store.objects('originals').get(`originals/${imageId}.png`)?.metadata).not.toHaveProperty('gps');
  });

  test('of other bytes than its name is refused, and nothing is noted', async () => {
    const { dependencies, rows } = world();
    const other = Buffer.from('something');
    await expect(uploadOriginal(dependencies, image, { kind: 'whole', bytes: other }, forever)).rejects.toThrow();
    expect(rows()).toEqual([]);
  });
});

describe('a rendition', () => {
  test('is in its bucket under its key, and noted', async () => {
    const { dependencies, store, rows } = world();
    expect(await uploadRendition(dependencies, image, rendition, forever)).toBe(rendition.bytes.length);
    expect(store.objects('renditions').has(`renditions/${imageId}/thumb.webp`)).toBe(true);
    expect(rows()).toMatchObject([{ rendition: 'thumb', bucket: 'renditions', width: 4, height: 3, proof: 'sha256' }]);
  });

  test('of another encoder that is there already is kept, and noted as what it is', async () => {
    const { dependencies, store, rows, told } = world();
    await uploadRendition(dependencies, image, { ...rendition, bytes: Buffer.from('other'), width: 8 }, forever);
    expect(await uploadRendition(dependencies, image, rendition, forever)).toBe(0);
    expect(store.objects('renditions').get(`renditions/${imageId}/thumb.webp`)?.bytes.toString()).toBe('other');
    expect(rows()).toMatchObject([{ width: 8, size: 5, sha256: hash('sha256', 'other', 'hex'), proof: 'size' }]);
    expect(told).toEqual([5]);
  });

  test('never takes the place of something that is not ours', async () => {
    const { dependencies, store, rows } = world();
    const address = addressOf(image, rendition);
    const theirs = { ...address, bytes, sha256: imageId, contentType: 'text/plain', metadata: {} };
    await store.put(theirs, forever);
    await expect(uploadRendition(dependencies, image, rendition, forever)).rejects.toMatchObject({
      failure: { code: 'other-bytes-at-key', retry: 'never' },
    });
    expect(rows()).toEqual([]);
  });
});
