/** @file Faults that others in this field have had (research/field.md, section 3), each tried on us; the number is the row. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { boxed, heicLike } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { seededRandom } from '../fixtures/seeded-random.ts';
import { expectExactly, expectSound, sha256Of } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { journeyHistory } from './field-history.ts';
import { largePicture, smallPicture, writeBelow } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-field-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const world = () => engineBehindProxies(base, servers);
const puts = { method: 'PUT', path: /x-id=PutObject/ };
const parts = { method: 'PUT', path: /x-id=UploadPart/ };

/** Many pictures, quickly: the same one with another tail. */
async function pictures(count: number): Promise<Buffer[]> {
  const picture = await smallPicture(1);
  return Array.from({ length: count }, (_, at) => Buffer.concat([picture, Buffer.from(`tail ${at}`)]));
}

test.each([10, 50, 99])(
  'field 1: a socket that dies at %i percent of a body is no upload, and the next try is one',
  async (percent) => {
    const { cloud, s3, folder, start } = await world();
    const image = largePicture(percent, 8);
    writeBelow(folder, 'one.heic', image);
    s3.fail({ ...puts, nth: [1, 2] }, { kind: 'reset', after: (image.length * percent) / 100 });
    const { engine, scanAndSettle, arrivals } = await start();
    await scanAndSettle();
    expect(arrivals.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'stored']);
    expectExactly(await cloud.contents(), [image]);
    const sent = s3.requests.length;
    await scanAndSettle();
    expect([s3.requests.length, engine.ledger.journeys.counts(null).stored]).toEqual([sent, 1]);
  },
);

test('field 3: objects are there and the record is not: the next start writes it and sends no byte again', async () => {
  const { cloud, s3, dynamo, folder, start } = await world();
  const images = await pictures(5);
  for (const [at, bytes] of images.entries()) writeBelow(folder, `${at}.png`, bytes);
  dynamo.fail({ operation: 'PutItem' }, { kind: 'stall' });
  const { engine, kill } = await start();
  await expect.poll(() => engine.ledger.journeys.counts(null).confirmed, { timeout: 30_000 }).toBe(5);
  await kill();
  expect((await cloud.contents()).records).toEqual([]);
  dynamo.heal();
  await (await start()).scanAndSettle();
  expectExactly(await cloud.contents(), images);
  expect(s3.count(puts)).toBe(5);
});

test('field 4: the same picture under ten names, seen by watch, scan and restart at once, is one object', async () => {
  const { cloud, s3, folder, start } = await world();
  const [image] = await pictures(1);
  if (image === undefined) throw new Error('One was asked for');
  const { kill } = await start({ hints: true });
  for (let copy = 0; copy < 10; copy += 1) writeBelow(folder, `${copy}/copy.png`, image);
  await kill();
  const { scanAndSettle, engine } = await start({ hints: true });
  await Promise.all([scanAndSettle(), scanAndSettle()]);
  expectExactly(await cloud.contents(), [image]);
  expect(engine.ledger.files.counts()).toMatchObject({ hashed: 10, settled: 0, waiting: 0 });
  expect(s3.count(puts)).toBeLessThanOrEqual(2);
});

test('field 5: twenty files whose answers come in any order: each name keeps its own picture', async () => {
  const { cloud, s3, folder, start } = await world();
  const images = await pictures(20);
  for (const [at, bytes] of images.entries()) writeBelow(folder, `${at}.png`, bytes);
  const random = seededRandom(5);
  for (let nth = 1; nth <= 20; nth += 1) {
    s3.fail({ ...puts, nth: [nth] }, { kind: 'delay', milliseconds: Math.floor(random() * 120) });
  }
  const { engine, scanAndSettle } = await start();
  await scanAndSettle();
  const { records } = await cloud.contents();
  const names = new Map(records.map((record) => [record.file_name, record.image_id]));
  expect(names).toEqual(new Map(images.map((bytes, at) => [`${at}.png`, sha256Of(bytes)])));
  expect(journeyHistory(engine.ledger)).toEqual(names);
});

test.each([
  ['grows', (path: string) => appendFileSync(path, 'and more')],
  ['shrinks', (path: string) => truncateSync(path, 17 * 1024 * 1024 - 5000)],
  [
    'is replaced',
    (path: string) => {
      writeFileSync(`${path}.new`, largePicture(99));
      renameSync(`${path}.new`, path);
    },
  ],
])(
  'field 9: a file that %s in the middle of its upload ends as what it finally is, never as a mixture',
  async (_, change) => {
    const { cloud, s3, folder, start } = await world();
    writeBelow(folder, 'one.heic', largePicture(9));
    const path = join(folder, 'one.heic');
    s3.fail({ ...parts, nth: [1] }, { kind: 'stall' });
    const { scanAndSettle, engine } = await start();
    const settled = scanAndSettle();
    await s3.stalled();
    change(path);
    s3.release();
    await settled;
    await scanAndSettle();
    const contents = await cloud.contents();
    expectSound(contents);
    const now = sha256Of(readFileSync(path));
    expect(contents.records.map((record) => record.image_id)).toContain(now);
    expect(contents.openUploads).toEqual([]);
    // What was read whole before the change may be stored too, as the image it was.
    const before = sha256Of(largePicture(9));
    expect(contents.records.map((record) => record.image_id).filter((id) => id !== now && id !== before)).toEqual([]);
    expect(engine.ledger.journeys.counts(null)).toMatchObject({ waiting: 0, blocked: 0, uploading: 0 });
  },
);

test('field 16: a folder of three hundred that is renamed, and a change of case: no byte is sent, the rows follow', async () => {
  const { cloud, s3, folder, start } = await world();
  const images = await pictures(300);
  for (const [at, bytes] of images.entries()) writeBelow(folder, `summer/IMG_${at}.PNG`, bytes);
  const { engine, scanAndSettle } = await start();
  await scanAndSettle();
  const before = s3.requests.length;
  renameSync(join(folder, 'summer'), join(folder, 'Sommer 2026'));
  renameSync(join(folder, 'Sommer 2026/IMG_7.PNG'), join(folder, 'Sommer 2026/img_7.png'));
  await scanAndSettle();
  expect(s3.requests.length).toBe(before);
  expectExactly(await cloud.contents(), images);
  expect(engine.ledger.files.counts()).toMatchObject({ hashed: 300, gone: 300, settled: 0 });
  const [seven] = engine.ledger.database
    .prepare("SELECT directory, name FROM files WHERE state = 'hashed' AND name LIKE 'img_7.png'")
    .all();
  expect(seven).toEqual({ directory: 'Sommer 2026', name: 'img_7.png' });
});

test('field 19: HEIC in any case, under a wrong name and broken: the original is stored, the lack of a thumbnail is a warning', async () => {
  const cloudWithRenditions = await engineBehindProxies(base, servers, {});
  const { cloud, folder, start } = cloudWithRenditions;
  const files: Record<string, Buffer> = {
    'a.heic': heicLike(),
    'b.HEIC': Buffer.concat([heicLike(), Buffer.from('b')]),
    'c.jpg': boxed('heix', 'mif1'),
    'broken.heic': heicLike().subarray(0, 40),
  };
  for (const [name, bytes] of Object.entries(files)) writeBelow(folder, name, bytes);
  const { engine, scanAndSettle } = await start();
  await scanAndSettle();
  const contents = await cloud.contents();
  expectExactly(contents, Object.values(files));
  expect(contents.records.map(({ warning }) => warning)).toEqual(Array(4).fill('cannot-decode'));
  expect(contents.records.map(({ content_type }) => content_type)).toEqual(Array(4).fill('image/heic'));
  expect(engine.ledger.journeys.counts(null)).toMatchObject({ stored: 4, failed: 0, blocked: 0 });
});

test('field 25: no request ever asks for an object that others may read', async () => {
  const { s3, folder, start } = await world();
  writeBelow(folder, 'small.png', await smallPicture(4));
  writeBelow(folder, 'large.heic', largePicture(25));
  await (await start()).scanAndSettle();
  expect(s3.count(puts) + s3.count(parts)).toBe(4);
  expect(s3.requests.flatMap(({ headers }) => headers).filter((name) => /acl|grant/.test(name))).toEqual([]);
  expect(s3.requests.filter(({ path }) => /[?&](acl|policy|publicAccessBlock)/.test(path))).toEqual([]);
});

test('field 29: é in one letter and in two, in one folder: both files are known, each by its own bytes', async () => {
  const { cloud, folder, start } = await world();
  const [one, other] = await pictures(2);
  if (one === undefined || other === undefined) throw new Error('Two were asked for');
  writeBelow(folder, 'caf\u00e9.png', one);
  writeBelow(folder, 'cafe\u0301.png', other);
  const { engine, scanAndSettle, arrivals } = await start();
  await scanAndSettle();
  await scanAndSettle();
  expectExactly(await cloud.contents(), [one, other]);
  expect([engine.ledger.files.counts().hashed, arrivals.length]).toEqual([2, 2]);
});

test('field 34: what is under way never counts as stored before the store has said so', async () => {
  const { s3, dynamo, folder, start } = await world();
  writeBelow(folder, 'one.png', await smallPicture(6));
  s3.fail({ ...puts, nth: [1] }, { kind: 'stall' });
  dynamo.fail({ operation: 'PutItem', nth: [1] }, { kind: 'stall' });
  const { engine, scanAndSettle } = await start();
  const settled = scanAndSettle();
  await s3.stalled();
  expect(engine.ledger.journeys.counts(null)).toMatchObject({ uploading: 1, stored: 0 });
  s3.release();
  await dynamo.stalled();
  await expect.poll(() => engine.ledger.journeys.counts(null)).toMatchObject({ confirmed: 1, stored: 0 });
  dynamo.release();
  await settled;
  expect(engine.ledger.journeys.counts(null)).toMatchObject({ stored: 1 });
});

test('field 41: an image of no bytes is listed as refused, makes no object, and the others go on', async () => {
  const { cloud, folder, start } = await world();
  const [one] = await pictures(1);
  if (one === undefined) throw new Error('One was asked for');
  mkdirSync(join(folder, 'camera'));
  writeFileSync(join(folder, 'camera/empty.jpg'), '');
  writeBelow(folder, 'camera/full.png', one);
  const { engine, scanAndSettle } = await start();
  await scanAndSettle();
  expectExactly(await cloud.contents(), [one]);
  expect(engine.ledger.files.refusals(10)).toMatchObject([{ name: 'empty.jpg', reason: 'empty' }]);
});
