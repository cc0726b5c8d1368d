/**
 * @file The faults of guides and small systems that do what Cloudroll does (research/servers.md, 1.3), one test each, by
 * number: those of storing and keeping. Those of showing and giving out are in tests/api/twenty-faults.test.ts.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { dynamoRecordStore } from '../../electron/journey/record/dynamo-record-store.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { historyPage } from '../../electron/library/history.ts';
import { issues } from '../../electron/library/issues.ts';
import { HistoryRequest } from '../../shared/history.ts';
import type { ObjectKey } from '../../shared/image.ts';
import { Profile } from '../../shared/profile.ts';
import { animation, fullExif, halfTransparentPng, orientedPicture, photo, wideGamutJpeg } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { cloudUnderTest, expectExactly, sha256Of } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { startEngine } from './engine-world.ts';
import { smallPicture, writeBelow } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-faults-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const forever = new AbortController().signal;
const renditions = Profile.shape.renditions.parse([
  { name: 'preview', width: 64, height: 64, fit: 'inside', format: 'jpeg' },
  { name: 'thumb', width: 32, height: 32, fit: 'inside', format: 'webp', animated: true },
]);

/** The files are carried to their end by a real engine, and this is what the servers hold then. */
async function carried(files: Readonly<Record<string, Uint8Array>>, wish: Partial<Profile> = {}) {
  const cloud = await cloudUnderTest(servers, { renditions, ...wish });
  onTestFinished(cloud.close);
  const place = mkdtempSync(join(base, 'place-'));
  const [home, folder] = [join(place, 'home'), join(place, 'photos')];
  for (const [path, bytes] of Object.entries(files)) writeBelow(folder, path, bytes);
  const running = await startEngine({ home, folder, profile: cloud.profile, servers });
  onTestFinished(running.close);
  await running.scanAndSettle();
  const contents = await cloud.contents();
  const { ledger } = running.engine;
  const keys = async () => servers;
  const [s3, dynamo] = [s3Client(cloud.profile, keys), dynamoClient(cloud.profile, keys)];
  onTestFinished(() => {
    s3.close();
    dynamo.close();
  });
  return {
    ...{ home, ledger, contents, profile: cloud.profile, store: s3ObjectStore(s3.client) },
    records: dynamoRecordStore(dynamo.client, cloud.table),
    page: () => historyPage(ledger, HistoryRequest.parse({ sort: 'name', descending: false })).entries,
    recordOf: (bytes: Uint8Array) => contents.records.find(({ image_id }) => image_id === sha256Of(bytes)),
    /** A rendition's bytes, as the server gives them. */
    rendition: async (bytes: Uint8Array, name: string): Promise<Buffer> => {
      const record = contents.records.find(({ image_id }) => image_id === sha256Of(bytes));
      const key = record?.renditions.find((one) => one.name === name)?.key as ObjectKey; // As recorded.
      const pieces: Uint8Array[] = [];
      for await (const piece of (await s3ObjectStore(s3.client).get({ bucket: cloud.bucket, key }, forever)) ?? []) {
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
  };
}

test('1: two pictures of one name are two objects and two records, each its own, also where keys are by name', async () => {
  const [one, other] = [await photo({ seed: 1 }), await photo({ seed: 2 })];
  for (const originalKey of ['originals/{hash}.{ext}', 'by-name/{name}-{hash8}.{ext}']) {
    const { contents, recordOf, page } = await carried({ 'a/same.jpg': one, 'b/same.jpg': other }, { originalKey });
    expect(contents.records).toHaveLength(2);
    for (const bytes of [one, other]) {
      const record = recordOf(bytes);
      expect(contents.objects.get(record?.original_key ?? '')?.sha256).toBe(sha256Of(bytes));
      expect(record?.file_name).toBe('same.jpg');
    }
    expect(page().map(({ fileName }) => fileName)).toEqual(['same.jpg', 'same.jpg']);
  }
});

test('2: a picture that cannot be decoded is stored with its record and the reason, and leaves no file of ours', async () => {
  const whole = await photo();
  const broken = whole.subarray(0, whole.length / 2);
  const { contents, page, home } = await carried({ 'broken.jpg': broken });
  expectExactly(contents, [broken]);
  expect(contents.records[0]).toMatchObject({ warning: 'cannot-decode', renditions: [] });
  expect(page()).toMatchObject([{ state: 'stored', warning: 'cannot-decode' }]);
  expect(readdirSync(home).filter((name) => !name.startsWith('ledger'))).toEqual([]);
});

test('3: nothing is written into the table before the store has confirmed the object', async () => {
  const { cloud, s3, dynamo, folder, start } = await engineBehindProxies(base, servers);
  writeBelow(folder, 'one.png', await smallPicture(3));
  s3.fail({ method: 'PUT' }, { kind: 'answer', status: 500, code: 'InternalError' });
  const { engine } = await start();
  await engine.watching.scanNow(1, 60_000);
  await engine.schedule.idle();
  expect(s3.count({ method: 'PUT' })).toBeGreaterThan(0);
  expect([dynamo.count({ operation: 'PutItem' }), (await cloud.contents()).records]).toEqual([0, []]);
});

// 4, of deleting, is in tests/library/delete and below in tests/api/twenty-faults.test.ts.

test('6: more than a page of anything is all of it: 1,010 objects, a megabyte of records', async () => {
  const bytes = await photo({ width: 16, height: 16 });
  const { store, records, profile, contents } = await carried({ 'a.jpg': bytes });
  const [record] = contents.records;
  if (record === undefined) throw new Error('One record was expected');
  const description = 'd'.repeat(1200);
  const some = Array.from({ length: 1010 }, (_, at) => Buffer.from(`object ${at}`));
  for (let from = 0; from < some.length; from += 50) {
    await Promise.all(
      some.slice(from, from + 50).map(async (body) => {
        const sha256 = sha256Of(body);
        const key = `originals/${sha256}.jpg` as ObjectKey; // As the layout makes it.
        await store.put(
          { bucket: profile.bucket, key, bytes: body, sha256, contentType: 'image/jpeg', metadata: {} },
          forever,
        );
        await records.record({ ...record, description, image_id: sha256 as typeof record.image_id }, forever);
      }),
    );
  }
  let listed = 0;
  for await (const _ of store.list(profile.bucket, 'originals/', forever)) listed += 1;
  let recorded = 0;
  for await (const _ of records.all(profile.userId, forever)) recorded += 1;
  expect([listed, recorded]).toEqual([1011, 1011]);
});

test('7: a name with spaces, accents and signs is one key everywhere', async () => {
  const bytes = await photo();
  const name = 'Größe + 100 % "nö" (1)';
  const { contents, recordOf } = await carried(
    { [`a b/${name}.jpg`]: bytes },
    { originalKey: '{folder}/{name}-{hash8}.{ext}' },
  );
  const key = `a b/${name}-${sha256Of(bytes).slice(0, 8)}.jpg`;
  expect(recordOf(bytes)).toMatchObject({ original_key: key, file_name: `${name}.jpg` });
  expect(contents.objects.get(key)?.sha256).toBe(sha256Of(bytes));
});

test('8: transparent and palette pictures under any name become JPEGs', async () => {
  const transparent = await halfTransparentPng();
  const palette = await sharp(await photo())
    .png({ palette: true })
    .toBuffer();
  const webp = await sharp(transparent).webp().toBuffer();
  const files = { 'a.jpg': transparent, 'b.jpeg': palette, 'c.jpg': webp };
  const { rendition, contents } = await carried(files);
  expectExactly(contents, Object.values(files));
  for (const bytes of Object.values(files)) {
    expect(await sharp(await rendition(bytes, 'preview')).metadata()).toMatchObject({
      format: 'jpeg',
      hasAlpha: false,
    });
  }
});

test('9: a record names the original as it is, beside what was made of it', async () => {
  const bytes = await halfTransparentPng();
  const { recordOf, contents } = await carried({ 'a.png': bytes });
  const record = recordOf(bytes);
  expect(record).toMatchObject({ original_key: `originals/${sha256Of(bytes)}.png`, content_type: 'image/png' });
  expect(record?.processed_key).toMatch(/preview\.jpg$/);
  expect(contents.objects.get(record?.original_key ?? '')?.sha256).toBe(sha256Of(bytes));
});

test('10: a rendition keeps proportions, turning, frames, transparency and colours', async () => {
  const turned = await orientedPicture(6);
  const [film, clear, wide] = [await animation('gif'), await halfTransparentPng(), await wideGamutJpeg()];
  const { rendition, recordOf } = await carried({ 'a.jpg': turned, 'b.gif': film, 'c.png': clear, 'd.jpg': wide });
  expect(recordOf(turned)).toMatchObject({ original_size: '60x40', processed_size: '60x40' });
  expect((await sharp(await rendition(film, 'thumb')).metadata()).pages).toBe(3);
  expect((await sharp(await rendition(clear, 'thumb')).metadata()).hasAlpha).toBe(true);
  // #cc4411, as wideGamutJpeg means it, whatever numbers its profile writes for that.
  const { channels } = await sharp(await rendition(wide, 'preview')).stats();
  for (const [band, value] of [0xcc, 0x44, 0x11].entries()) {
    expect(Math.abs((channels[band]?.mean ?? 0) - value)).toBeLessThan(8);
  }
});

test('11: what a file is follows from its bytes, whatever its name says or how it is written', async () => {
  const images = {
    'A.JPG': await photo({ seed: 4 }),
    'b.Jpeg': await photo({ seed: 5 }),
    'c.dat': await photo({ seed: 6 }),
  };
  const text = Buffer.from('<html>no picture</html>');
  const { contents, page, ledger } = await carried({ ...images, 'd.jpg': text, 'E.PNG': text });
  expectExactly(contents, Object.values(images));
  expect(page().map(({ fileName }) => fileName)).toEqual(['A.JPG', 'b.Jpeg', 'c.dat']);
  const refused = issues(ledger, 10, null).map((issue) => (issue.kind === 'refused' ? issue.reason : issue.kind));
  expect(refused).toEqual(['not-an-image', 'not-an-image']);
});

test('13: nothing at all is no fault', async () => {
  const { contents, page, ledger, store, profile } = await carried({});
  expect([contents.records, [...contents.objects], page(), issues(ledger, 10, null)]).toEqual([[], [], [], []]);
  for await (const object of store.list(profile.bucket, '', forever)) throw new Error(`${object.key} is listed`);
});

test('17: what is stored is nobody’s but its owner’s: no call asks for a public object, and the store shows it to nobody', async () => {
  const { cloud, s3, folder, start } = await engineBehindProxies(base, servers);
  writeBelow(folder, 'one.png', await smallPicture(17));
  const { scanAndSettle } = await start();
  await scanAndSettle();
  const open = s3.requests.filter(({ headers }) => headers.some((name) => /^x-amz-(acl|grant)/.test(name)));
  expect([s3.count({ method: 'PUT' }) > 0, open]).toEqual([true, []]);
  const [record] = (await cloud.contents()).records;
  expect(record?.user_id).toBe(cloud.profile.userId);
  const address = `${servers.s3Endpoint}/${cloud.bucket}/${record?.original_key}`;
  expect([(await fetch(address)).status, (await fetch(address, { method: 'PUT', body: 'x' })).status]).toEqual([
    403, 403,
  ]);
});

test('19: times are UTC and sizes are bytes', async () => {
  const bytes = await photo({ exif: fullExif, seed: 19 });
  const { recordOf } = await carried({ 'a.jpg': bytes });
  const record = recordOf(bytes);
  expect(record?.upload_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(record).toMatchObject({ size_bytes: bytes.length, captured_at: '2024-07-08T09:10:11-03:00' });
});
