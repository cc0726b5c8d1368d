/** @file A link gives what was stored, to anybody, for as long as it says; and never where a picture was taken. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import { s3Links } from '../../../electron/journey/upload/s3-links.ts';
import { describeImages } from '../../../electron/library/describe/describe-images.ts';
import { linkChoices } from '../../../electron/library/share/make-link.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { fullExif, heicLike, photo } from '../../fixtures/images.ts';
import { thumbs } from '../verify/verify-world.ts';
import { localServer, onS3Servers } from './on-s3-servers.ts';
import { forever, opened, shareWorld } from './share-world.ts';

const ofThisComputer = localServer();

onS3Servers(ofThisComputer, (server) => {
  test('a picture without a place is given as it is, under its name, without any key', async () => {
    const bytes = await photo({ width: 64, height: 48 });
    const { link, keys } = await shareWorld(server(), { files: { "Ünï's (1).jpg": bytes } });
    const made = await link(bytes, { life: 'hour' });
    expect(made).toMatchObject({ withoutLocation: false, limitedBy: null, contentType: 'image/jpeg', width: 64 });
    expect(new URL(made.url).searchParams.get('X-Amz-Expires')).toBe('3600');
    const got = await opened(made.url);
    expect(got.bytes.equals(bytes)).toBe(true);
    expect(got.headers.get('content-type')).toBe('image/jpeg');
    expect(got.headers.get('content-disposition')).toMatch(
      /^inline; .*filename\*=UTF-8''%C3%9Cn%C3%AF%27s%20%281%29\.jpg$/,
    );
    expect(await keys()).toHaveLength(1);
    const saved = await opened((await link(bytes, { downloadName: 'for you.jpg' })).url);
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="for you.jpg"; filename*=UTF-8''for%20you.jpg`,
    );
  });

  test('a picture with a place is given as a copy without, made once, named by the record, told apart by verify', async () => {
    const bytes = await photo({ exif: fullExif, width: 200, height: 120 });
    const world = await shareWorld(server(), { files: { 'a.jpg': bytes }, profile: { renditions: thumbs } });
    const made = await world.link(bytes);
    expect(made).toMatchObject({ withoutLocation: true, fileName: 'a.jpg', width: 200, height: 120 });
    const got = (await opened(made.url)).bytes;
    expect(readPictureDetails(got).details).toEqual({});
    expect(await sharp(got).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
    const imageId = world.idOf(bytes);
    const copy = `renditions/${imageId}/shared.jpg`;
    expect((await world.keys()).sort()).toEqual(
      [`originals/${imageId}.jpg`, copy, `renditions/${imageId}/thumb.webp`].sort(),
    );
    const record = await world.record(bytes);
    expect(record?.renditions.map((one) => [one.name, one.key, one.bytes])).toContainEqual([
      'shared',
      copy,
      got.length,
    ]);
    const before = world.ledger.objects.ofImage('p', imageId);
    expect((await world.link(bytes)).withoutLocation).toBe(true);
    expect(world.ledger.objects.ofImage('p', imageId)).toEqual(before);
    expect((await opened((await world.link(bytes, { rendition: 'thumb' })).url)).bytes.length).toBeGreaterThan(0);
  });
});

describe('a link', () => {
  const placed = () => photo({ exif: fullExif, width: 96, height: 64 });

  test('to an image whose record went away meanwhile is not made, and no copy stays behind', async () => {
    const bytes = await placed();
    const { link, keys, records, profile, idOf, ledger } = await shareWorld(await ofThisComputer(), {
      files: { 'a.jpg': bytes },
    });
    await records.remove(profile.userId, idOf(bytes), forever);
    await expect(link(bytes)).rejects.toMatchObject({ failure: { code: 'object-missing' } });
    expect(await keys()).toEqual([`originals/${idOf(bytes)}.jpg`]);
    expect(ledger.objects.ofImage(profile.name, idOf(bytes)).map(({ rendition }) => rendition)).toEqual(['original']);
  });

  test('shows the place where the profile says so', async () => {
    const bytes = await placed();
    const { link, keys } = await shareWorld(await ofThisComputer(), {
      files: { 'a.jpg': bytes },
      profile: { shareLocation: true },
    });
    const made = await link(bytes);
    expect(made.withoutLocation).toBe(false);
    expect((await opened(made.url)).bytes.equals(bytes)).toBe(true);
    expect(await keys()).toHaveLength(1);
  });

  test('shows no place that its owner took out of the record, whatever the profile says', async () => {
    const bytes = await placed();
    const world = await shareWorld(await ofThisComputer(), {
      files: { 'a.jpg': bytes },
      profile: { shareLocation: true },
    });
    await describeImages({ ...world.journey, hasRecords: () => true }, [{ profile: 'p', imageId: world.idOf(bytes) }], {
      location: false,
    });
    const made = await world.link(bytes);
    expect(made.withoutLocation).toBe(true);
    expect((await opened(made.url)).bytes.equals(bytes)).toBe(false);
  });

  test('ends with the keys that sign it, and says so; keys about to end sign none', async () => {
    const bytes = await photo({ width: 32, height: 32 });
    const keysEndAt = Date.now() + 20 * 60_000;
    const { link, parts, connection, idOf } = await shareWorld(await ofThisComputer(), {
      files: { 'a.jpg': bytes },
      keysEndAt,
    });
    const made = await link(bytes, { life: 'day' });
    expect(made.limitedBy).toBe('keys-end');
    expect(Math.abs((made.expiresAt ?? 0) - keysEndAt)).toBeLessThan(60_000);
    expect((await opened(made.url)).status).toBe(200);
    const choices = await linkChoices(parts(), { profile: 'p', imageId: idOf(bytes) });
    expect(choices).toMatchObject({ lives: ['week'], keysEndAt });
    const links = s3Links(connection.client);
    const ending = { ...links, keysEnd: async () => ({ at: Date.now() + 1000, unknown: false }) };
    await expect(link(bytes, {}, { links: ending })).rejects.toMatchObject({
      failure: { code: 'expired-credentials' },
    });
  });

  test('for good is at the public address, with the key encoded; without one there is none', async () => {
    const bytes = await photo({ width: 32, height: 32 });
    const profile = { originalKey: 'fotos/{name} +%-{hash8}.{ext}', publicAddress: 'https://pictures.example.org/' };
    const { link, idOf } = await shareWorld(await ofThisComputer(), { files: { 'Ü "b".jpg': bytes }, profile });
    const made = await link(bytes, { life: 'public' });
    expect(made).toMatchObject({ expiresAt: null, limitedBy: null });
    expect(made.url).toBe(
      `https://pictures.example.org/fotos/%C3%9C%20%22b%22%20%2B%25-${idOf(bytes).slice(0, 8)}.jpg`,
    );
    const { link: other } = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
    await expect(other(bytes, { life: 'public' })).rejects.toMatchObject({ failure: { code: 'not-offered' } });
  });

  test('to an object that is gone, or is another by now, is not made', async () => {
    const bytes = await photo({ width: 32, height: 32 });
    const { link, objects, bucket, idOf } = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
    await link(bytes);
    const address = { bucket, key: `originals/${idOf(bytes)}.jpg` as ObjectKey };
    await objects.remove(address, forever);
    await expect(link(bytes)).rejects.toMatchObject({ failure: { code: 'object-missing' } });
    const other = {
      bytes: Buffer.from('other'),
      sha256: idOf(Buffer.from('other')),
      contentType: 'image/jpeg',
      metadata: {},
    };
    await objects.put({ ...address, ...other }, forever);
    await expect(link(bytes)).rejects.toMatchObject({ failure: { code: 'other-bytes-at-key' } });
    await expect(link(bytes, { rendition: 'none' })).rejects.toThrow('nothing to link');
  });

  test('is not made where the place cannot be proven to be gone, and the bucket keeps nothing of the try', async () => {
    const raw = Buffer.concat([heicLike(), Buffer.from('somewhere in it a place')]);
    const { link, keys } = await shareWorld(await ofThisComputer(), { files: { 'a.heic': raw } });
    await expect(link(raw)).rejects.toMatchObject({ failure: { code: 'location-not-removed', scope: 'image' } });
    expect(await keys()).toHaveLength(1);
  });

  test('is not made where the second reader still finds a place, though the first finds none', async () => {
    const bytes = await placed();
    const { link, keys, parts } = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
    const gps = { latitude: 1, longitude: 2 };
    const resizer: ReturnType<typeof parts>['resizer'] = {
      resize: async () => ({ kind: 'resized', details: { gps }, renditions: [] }),
    };
    await expect(link(bytes, {}, { resizer })).rejects.toMatchObject({ failure: { code: 'location-not-removed' } });
    expect(await keys()).toHaveLength(1);
    expect((await link(bytes)).withoutLocation).toBe(true);
  });

  test('to a HEIC, which nothing here can open, gives the same picture without its place', async () => {
    const bytes = await photo({ format: 'avif', exif: fullExif, width: 64, height: 48 });
    // What is around a picture does not tell how it is coded.
    bytes.write('heic', 8, 'latin1');
    const { link } = await shareWorld(await ofThisComputer(), { files: { 'IMG_1.HEIC': bytes } });
    const made = await link(bytes);
    expect(made).toMatchObject({ withoutLocation: true, contentType: 'image/heic', size: bytes.length });
    const got = await opened(made.url);
    expect(readPictureDetails(got.bytes).details).toEqual({});
    expect(got.bytes.includes('Canon')).toBe(false);
  });

  test('to a format that cannot be taken apart gives a new picture of it', async () => {
    const bytes = await photo({ format: 'tiff', exif: fullExif, width: 64, height: 48 });
    const { link } = await shareWorld(await ofThisComputer(), { files: { 'a.tif': bytes } });
    const made = await link(bytes);
    expect(made).toMatchObject({ withoutLocation: true, contentType: 'image/jpeg', fileName: 'a.jpg', width: 64 });
    expect(readPictureDetails((await opened(made.url)).bytes).details).toEqual({});
  });

  test('gives no copy that somebody else put in its place', async () => {
    const bytes = await placed();
    const { link, objects, bucket, idOf } = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
    const key = `renditions/${idOf(bytes)}/shared.jpg` as ObjectKey;
    const metadata = { 'cloudroll-version': '1', 'image-id': idOf(bytes), rendition: 'shared' };
    await objects.put({ bucket, key, bytes, sha256: idOf(bytes), contentType: 'image/jpeg', metadata }, forever);
    await expect(link(bytes)).rejects.toMatchObject({ failure: { code: 'location-not-removed' } });
    await objects.remove({ bucket, key }, forever);
    await link(bytes);
    // Exchanged later, it is noticed by its ETag and made anew is refused, for something is there.
    await objects.remove({ bucket, key }, forever);
    await objects.put({ bucket, key, bytes, sha256: idOf(bytes), contentType: 'image/jpeg', metadata }, forever);
    await expect(link(bytes)).rejects.toMatchObject({ failure: { code: 'location-not-removed' } });
  });

  test('leaves no file of ours behind, and takes away what a kill left', async () => {
    const bytes = await placed();
    const { link, home } = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
    const folder = join(home, 'sharing');
    mkdirSync(folder);
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const name of ['old', 'young']) writeFileSync(join(folder, name), 'left');
    utimesSync(join(folder, 'old'), yesterday, yesterday);
    await link(bytes);
    expect(readdirSync(folder)).toEqual(['young']);
  });

  test('that is broken off anywhere is made whole by the next', async () => {
    const bytes = await placed();
    for (const point of ['object-sent', 'record-sent', 'object-confirmed'] as const) {
      const world = await shareWorld(await ofThisComputer(), { files: { 'a.jpg': bytes } });
      const reached = (at: string): void => {
        if (at === point) throw new Error('killed');
      };
      await expect(world.link(bytes, {}, { reached })).rejects.toThrow('killed');
      const got = await opened((await world.link(bytes)).url);
      expect(readPictureDetails(got.bytes).details).toEqual({});
      expect((await world.record(bytes))?.renditions).toHaveLength(1);
      expect(await world.keys()).toHaveLength(2);
    }
  });
});
