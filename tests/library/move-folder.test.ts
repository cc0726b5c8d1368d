/** @file A folder moved to another profile: what that means is told, what is stored stays, and every image is carried anew. */
import { expect, test } from 'vitest';
import type { FolderRow } from '../../electron/ledger/folders.ts';
import { folderMove, moveFolder } from '../../electron/library/move-folder.ts';
import { Profile } from '../../shared/profile.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../fakes/memory-record-store.ts';
import { bucket, journeyWorld, picture, profileName, userId } from '../journey/journey-world.ts';

/** A second profile `q` with a cloud of its own beside the world's `p`. */
async function world(files: Readonly<Record<string, Uint8Array | string>>) {
  const objects = memoryObjectStore({ buckets: ['elsewhere'], now: () => 0 });
  const records = memoryRecordStore();
  const one = journeyWorld({
    files,
    alter: (parts) => ({
      ...parts,
      cloud: async (name) => {
        if (name !== 'q') return parts.cloud(name);
        const { profile } = await parts.cloud(profileName);
        return { profile: Profile.parse({ ...profile, name: 'q', bucket: 'elsewhere' }), objects, records };
      },
    }),
  });
  await one.scan();
  await one.carry();
  const folder = (): FolderRow => {
    const row = one.ledger.folders.byId(one.folderId);
    if (row === null) throw new Error('The folder is gone');
    return row;
  };
  const move = async () => {
    const means = await moveFolder(one.ledger, folder(), 'q', one.clock.now());
    one.schedule.nudge();
    await one.carry();
    return means;
  };
  return { ...one, folder, move, there: { objects, records } };
}

test('what it means is told before, and changes nothing', async () => {
  const { ledger, folder } = await world({ 'a.bmp': picture(1, 100), 'b.bmp': picture(2, 200), 'c.txt': 'no image' });
  expect(folderMove(ledger, folder(), 'q')).toEqual({
    from: profileName,
    to: 'q',
    stored: 2,
    alreadyThere: 0,
    bytes: 300,
    moving: 0,
  });
  expect(folder().profile).toBe(profileName);
});

test('every image is carried to the new profile, and what the old one has stays there', async () => {
  const { move, folder, there, objects, records } = await world({ 'a.bmp': picture(1), 'sub/b.bmp': picture(2) });
  const before = objects.objects(bucket).size;
  await move();
  expect(folder().profile).toBe('q');
  expect(there.records.records(userId).size).toBe(2);
  expect(there.objects.objects('elsewhere').size).toBe(2);
  expect(objects.objects(bucket).size).toBe(before);
  expect(records.records(userId).size).toBe(2);
});

test('twice is harmless, and sends nothing again', async () => {
  const { move, arrivals } = await world({ 'a.bmp': picture(1) });
  await move();
  const carried = arrivals.length;
  expect(await move()).toMatchObject({ from: 'q', to: 'q' });
  expect(arrivals).toHaveLength(carried);
});

test('an image that was deleted there on purpose stays away', async () => {
  const { move, ledger, there } = await world({ 'a.bmp': picture(1) });
  const imageId = String(ledger.database.prepare('SELECT image_id FROM images').get()?.['image_id']);
  ledger.database.prepare('INSERT INTO tombstones (profile, image_id, deleted_at) VALUES (?, ?, 0)').run('q', imageId);
  expect(await move()).toMatchObject({ bytes: 0 });
  expect(there.records.records(userId).size).toBe(0);
});

test('a new file in the folder goes to the new profile alone', async () => {
  const { move, write, scan, carry, there, records } = await world({ 'a.bmp': picture(1) });
  await move();
  write('b.bmp', picture(2));
  await scan();
  await carry();
  expect(there.records.records(userId).size).toBe(2);
  expect(records.records(userId).size).toBe(1);
});
