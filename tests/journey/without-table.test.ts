/** @file A profile without a table: images are stored and proven, and nothing claims that there is a record. */
import { expect, test } from 'vitest';
import { noRecordStore } from '../../electron/journey/record/no-record-store.ts';
import { verifyLibrary } from '../../electron/library/verify/verify-library.ts';
import { journeyWorld, picture } from './journey-world.ts';

const forever = new AbortController().signal;

test('images are stored and verified, and are said to have no record', async () => {
  const files = { 'a.bmp': picture(1), 'b.bmp': picture(2) };
  const world = journeyWorld({ files, profile: { table: undefined }, records: noRecordStore });
  await world.scan();
  await world.carry();
  const rows = world.ledger.database.prepare('SELECT state, outcome FROM journeys').all();
  expect(rows.map((row) => [row['state'], row['outcome']])).toEqual([
    ['stored', 'unrecorded'],
    ['stored', 'unrecorded'],
  ]);
  const { ledger, home, profile, objects, records, parts, clock } = world;
  const verifying = {
    ...{ ledger, home, clock, cloud: { profile, objects, records }, random: () => 0, device: parts.device },
    ...{ carry: async () => undefined, onProgress: () => undefined },
  };
  const report = await verifyLibrary(verifying, { repair: true, deep: true, fresh: false }, forever);
  expect(report.proven).toBe(2);
  expect(Object.values(report.findings).filter(({ found }) => found > 0)).toEqual([]);
});

test('what a table would know is not known, and is not claimed', async () => {
  const imageId = 'ab'.repeat(32) as never;
  expect(await noRecordStore.find('me', imageId, forever)).toBeNull();
  expect(await noRecordStore.burial('me', imageId, forever)).toBeNull();
  const all: unknown[] = [];
  for await (const record of noRecordStore.all('me', forever)) all.push(record);
  expect(all).toEqual([]);
  await noRecordStore.remove('me', imageId, forever);
});
