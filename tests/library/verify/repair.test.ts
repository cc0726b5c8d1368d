/** @file Repair puts right what it can, leaves the rest to a person, deletes nothing, and a second time changes nothing. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { issues } from '../../../electron/library/issues.ts';
import { stillStanding } from '../../../shared/verification.ts';
import type { MemoryObject } from '../../fakes/memory-object-store.ts';
import { bucket, picture } from '../../journey/journey-world.ts';
import { changed, found, verifyWorld } from './verify-world.ts';

type World = Awaited<ReturnType<typeof verifyWorld>>;

function stateOf(world: World, index: number): string | undefined {
  const imageId = world.ids[index];
  return imageId === undefined ? undefined : world.ledger.journeys.find({ profile: 'p', imageId })?.state;
}

/** The local file of an image is gone, and the ledger knows. */
function loseFile(world: World, index: number): void {
  for (const { name, directory, folderId } of world.ledger.files.ofImage(world.ids[index] ?? ('' as never))) {
    rmSync(join(world.folder, name));
    world.ledger.files.gone(folderId, directory, [name]);
  }
}

/** What is wrong stays wrong: another verification finds the same, and nothing has moved. */
async function settledAs(world: World, findings: ReturnType<typeof found>): Promise<void> {
  const before = world.contents();
  const marks = world.ledger.findings.all(100);
  expect(found(await world.verify({ repair: true }))).toEqual(findings);
  expect(world.contents()).toEqual(before);
  expect(world.ledger.findings.all(100)).toEqual(marks);
}

describe('what can be put right', () => {
  test('an original and a rendition that the store lacks are sent again from the file', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    world.held.delete(world.original(world.ids[0]));
    world.held.delete(world.thumb(world.ids[1]));
    const report = await world.verify({ repair: true });
    expect(report.findings['object-missing']).toMatchObject({ found: 2, repaired: 2 });
    expect(stillStanding(report)).toBe(0);
    expect(world.contents()).toEqual(before);
    await settledAs(world, {});
  });

  test('a new journey does it, for nothing leaves the state of stored', async () => {
    const world = await verifyWorld({ pictures: 1 });
    world.held.delete(world.original(world.ids[0]));
    await world.verify({ repair: true });
    const [imageId] = world.ids;
    const states = imageId === undefined ? [] : world.ledger.journeys.journal({ profile: 'p', imageId });
    const again = ['hashed', 'uploading', 'confirmed', 'stored'];
    expect(states.map(({ state }) => state)).toEqual([...again, ...again]);
  });

  test('a missing record is written again as it was', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    world.records.delete(world.ids[2] ?? '');
    expect((await world.verify({ repair: true })).findings['record-missing']).toMatchObject({ found: 1, repaired: 1 });
    expect(world.contents()).toEqual(before);
    await settledAs(world, {});
  });

  test('object and record missing together are both put back', async () => {
    const world = await verifyWorld();
    world.records.delete(world.ids[0] ?? '');
    world.held.delete(world.original(world.ids[0]));
    expect(stillStanding(await world.verify({ repair: true }))).toBe(0);
    await settledAs(world, {});
  });

  test('a record is rebuilt from what the objects say, for the computer that stored them', async () => {
    const world = await verifyWorld();
    const other = await verifyWorld({ pictures: 0, files: { 'holiday ü.bmp': picture(77) }, device: 'another' });
    for (const [key, object] of other.held) world.held.set(key, object);
    const report = await world.verify({ repair: true });
    expect(report.findings['object-without-record']).toMatchObject({ found: 2, repaired: 2 });
    expect(world.records.get(other.ids[0] ?? '')).toEqual([...other.records.values()][0]);
    await settledAs(world, {});
  });

  test('an image of this computer comes back into its ledger', async () => {
    const world = await verifyWorld();
    world.ledger.database.exec(`DELETE FROM objects WHERE image_id = '${world.ids[1]}'`);
    world.ledger.database.exec(`DELETE FROM journeys WHERE image_id = '${world.ids[1]}'`);
    expect(stillStanding(await world.verify({ repair: true }))).toBe(0);
    expect(stateOf(world, 1)).toBe('stored');
    await settledAs(world, {});
  });

  test('with ledger rows, records and objects of different images gone at once, all are whole again', async () => {
    const world = await verifyWorld({ pictures: 12 });
    for (const id of world.ids.slice(0, 4)) world.records.delete(id);
    for (const id of world.ids.slice(2, 8)) world.held.delete(world.original(id));
    for (const id of world.ids.slice(6, 10)) world.held.delete(world.thumb(id));
    expect(stillStanding(await world.verify({ repair: true }))).toBe(0);
    expect(await world.verify()).toMatchObject({ proven: 12 });
  });
});

describe('what only a person can decide', () => {
  test('an original that is nowhere any more is no longer called stored, and waits for its file', async () => {
    const world = await verifyWorld();
    loseFile(world, 1);
    world.held.delete(world.original(world.ids[1]));
    expect(stillStanding(await world.verify({ repair: true }))).toBe(1);
    expect(stateOf(world, 1)).toBe('failed');
    expect(issues(world.ledger, 10, null)).toMatchObject([{ kind: 'image', failure: { code: 'file-missing' } }]);
    await world.verify({ repair: true });
    world.write('back.bmp', picture(1, 91));
    for (let seed = 0; seed < 3; seed += 1) world.write(`back-${seed}.bmp`, picture(seed, 90 + seed));
    await world.scan();
    await world.carry();
    expect(stateOf(world, 1)).toBe('stored');
    expect(await world.verify()).toMatchObject({ proven: 3 });
  });

  test('something else under the key of an original is left there, and the image is no longer called stored', async () => {
    const world = await verifyWorld();
    const key = world.original(world.ids[0]);
    const planted: MemoryObject = {
      bytes: Buffer.from('mine'),
      contentType: 'text/plain',
      metadata: {},
      etag: 'x',
      modifiedAt: 0,
    };
    world.held.set(key, planted);
    expect(stillStanding(await world.verify({ repair: true }))).toBe(1);
    expect(world.held.get(key)).toBe(planted);
    expect(issues(world.ledger, 10, null)).toMatchObject([{ kind: 'image', failure: { code: 'other-bytes-at-key' } }]);
  });

  test('a rendition that nobody can make again is an issue, and the image stays stored', async () => {
    const world = await verifyWorld();
    loseFile(world, 2);
    world.held.delete(world.thumb(world.ids[2]));
    expect(stillStanding(await world.verify({ repair: true }))).toBe(1);
    expect(stateOf(world, 2)).toBe('stored');
    const issue = {
      kind: 'finding',
      finding: 'object-missing',
      subject: world.thumb(world.ids[2]),
      imageId: world.ids[2],
    };
    expect(issues(world.ledger, 10, null)).toMatchObject([issue]);
    await settledAs(world, { 'object-missing': [world.thumb(world.ids[2])] });
  });

  test('a record that names what is not there, a rendition nobody names, and parts left behind', async () => {
    const world = await verifyWorld();
    const record = changed(world.records.get(world.ids[0] ?? ''), {
      image_id: 'f'.repeat(64) as never,
      original_key: `originals/${'f'.repeat(64)}.bmp`,
      renditions: [],
      devices: ['another'],
    });
    world.records.set(record.image_id, record);
    const thumb = world.held.get(world.thumb(world.ids[0]));
    const stray = `renditions/${world.ids[0]}/large.webp`;
    if (thumb !== undefined) world.held.set(stray, { ...thumb, metadata: { ...thumb.metadata, rendition: 'large' } });
    const address = { bucket, key: 'originals/cut.bmp' as never };
    await world.objects.beginParts(
      { ...address, contentType: 'image/bmp', metadata: {} },
      new AbortController().signal,
    );
    world.manual.advance(25 * 3_600_000);
    const findings = {
      'record-names-missing-object': [record.original_key],
      'object-without-record': [stray],
      'abandoned-parts': ['originals/cut.bmp'],
    };
    expect(found(await world.verify({ repair: true }))).toEqual(findings);
    expect(
      world.ledger.findings
        .all(10)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(Object.values(findings).flat().sort());
    await settledAs(world, findings);
  });

  test('a second copy of an original, under another key than its record names', async () => {
    const world = await verifyWorld();
    const copy = `originals/${world.ids[0]}.copy`;
    const object = world.held.get(world.original(world.ids[0]));
    if (object !== undefined) world.held.set(copy, object);
    const before = world.contents();
    expect(stillStanding(await world.verify({ repair: true }))).toBe(1);
    expect(world.contents()).toEqual(before);
    await settledAs(world, { 'object-without-record': [copy] });
  });

  test('an issue goes when its cause has', async () => {
    const world = await verifyWorld();
    loseFile(world, 0);
    const thumb = world.held.get(world.thumb(world.ids[0]));
    world.held.delete(world.thumb(world.ids[0]));
    await world.verify({ repair: true });
    if (thumb !== undefined) world.held.set(world.thumb(world.ids[0]), thumb);
    world.manual.advance(1000);
    await world.verify({ repair: true });
    expect(world.ledger.findings.all(10)).toEqual([]);
  });

  test('an image that was deleted on purpose does not come back through its objects', async () => {
    const world = await verifyWorld();
    const other = await verifyWorld({ pictures: 0, files: { 'x.bmp': picture(77) }, device: 'another' });
    for (const [key, object] of other.held) world.held.set(key, object);
    for (const imageId of other.ids) world.ledger.journeys.bury({ profile: 'p', imageId }, 0);
    await world.verify({ repair: true });
    expect(world.records.size).toBe(3);
  });
});
