/** @file The whole contract, asked of a real engine: from the first profile to a stored image, and what is refused. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { verifyLibrary } from '../../electron/library/verify/verify-library.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';
import { apiWorld, cloudForFile, writePicture } from './api-world.ts';

const { cloud, profile } = cloudForFile();

async function withProfile(...options: Parameters<typeof apiWorld>) {
  const world = await apiWorld(...options);
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  return world;
}

test('a dropped folder is carried, and every call shows it, without a secret', async () => {
  const world = await withProfile();
  const { client } = world;
  const answers: unknown[] = [];
  const note = <T>(answer: T): T => {
    answers.push(answer);
    return answer;
  };
  const { token, path } = await world.dropFolder(['a.jpg', 'b.jpg', 'note.txt']);
  expect(note(await client.drops.look({ token }))).toMatchObject({ folders: [{ name: 'pictures' }], files: [] });
  const rules = { include: [], exclude: ['*.txt'] };
  const preview = note(await client.folders.preview({ of: { token }, ...rules }));
  expect(preview).toMatchObject({ takes: { files: 2 }, skips: { files: 1, examples: ['note.txt'] }, whole: true });

  const { ids } = note(await client.folders.add({ token, profile: 'p', watched: true, ...rules }));
  await world.stored(2);
  const [id = 0] = ids;
  expect(note(await client.folders.list({}))).toMatchObject([
    { id, path, exclude: ['*.txt'], counts: { stored: 2, refused: 0, queued: 0 } },
  ]);
  const page = note(await client.images.page({ sort: 'name', descending: false }));
  expect(page.entries.map(({ fileName, state }) => [fileName, state])).toEqual([
    ['a.jpg', 'stored'],
    ['b.jpg', 'stored'],
  ]);
  expect(page.entries[0]?.thumb).toMatch(/^[0-9a-f]{16}$/);
  expect(note(await client.images.count({ folder: id }))).toMatchObject({ images: 2 });
  expect(note(await client.images.types({}))).toEqual([{ type: 'image/jpeg', images: 2 }]);
  const imageId = page.entries[0]?.imageId ?? '';
  const image = note(await client.images.find({ profile: 'p', imageId }));
  expect(image).toMatchObject({
    outcome: 'written',
    record: { table: 'images', userId: 'me' },
    files: [{ path: join(path, 'a.jpg') }],
  });
  expect(image.journal.map(({ state }) => state)).toEqual(['hashed', 'uploading', 'confirmed', 'stored']);
  const { url } = note(await client.images.downloadLink({ profile: 'p', imageId, rendition: 'original' }));
  const fetched = await fetch(url);
  expect(fetched.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await fetched.arrayBuffer()).equals(readFileSync(join(path, 'a.jpg')))).toBe(true);

  for await (const result of await client.profiles.test({ name: 'p' })) {
    expect(note(result).outcome).toMatch(/passed|not-offered/);
  }
  for (const call of [client.status, client.surface, client.settings.get, client.profiles.list]) note(await call({}));
  note(await client.issues({}));
  for await (const activity of await client.activity({})) {
    expect(note(activity)).toMatchObject({ run: { stored: 2 }, left: { images: 0 }, underWay: [], paused: null });
    break;
  }
  expectNoSecretIn(JSON.stringify(answers), cloud().secretAccessKey);
  expect(world.errors).toEqual([]);
});

test('files of a drop are carried from the inbox, each under a free name', async () => {
  const world = await withProfile();
  const one = join(world.base, 'one', 'same.jpg');
  const other = join(world.base, 'other', 'same.jpg');
  const bytes = await writePicture(one, 20);
  await writePicture(other, 21);
  const drop = await world.context.drops.offer([one, other, join(world.base, 'gone.jpg')] as never);
  expect(drop.files.map(({ name }) => name)).toEqual(['same.jpg', 'same.jpg']);
  expect(await world.client.drops.carry({ token: drop.token, profile: 'p' })).toEqual({ files: 2 });
  await world.stored(2);
  const { entries } = await world.client.images.page({ sort: 'name', descending: false });
  expect(entries.map(({ fileName }) => fileName).sort()).toEqual(['same 2.jpg', 'same.jpg']);
  expect(entries.map((entry) => entry.imageId)).toContain(createHash('sha256').update(bytes).digest('hex'));
});

test('pause, rules, rescan, remove and settings hold at once', async () => {
  const world = await withProfile();
  const { client } = world;
  expect(await client.queue.pause({ kind: 'until-resumed' })).toEqual({ until: null });
  expect((await client.status({})).paused).toMatchObject({ reason: 'paused' });
  const { token } = await world.dropFolder(['a.jpg', 'b.jpg']);
  const {
    ids: [id = 0],
  } = await client.folders.add({ token, profile: 'p', watched: false, include: ['a*'], exclude: [] });
  await vi.waitFor(async () => expect((await client.status({})).queued.files).toBe(1));
  await client.folders.setRules({ id, include: [], exclude: [] });
  await vi.waitFor(async () => expect((await client.status({})).queued.files).toBe(2), { timeout: 20_000 });
  expect((await client.images.count({})).images).toBe(0);
  const set = await client.settings.set({
    limits: { notOnBattery: true },
    window: { appearance: 'dark', notifications: { issues: false } },
  });
  expect(set).toMatchObject({
    limits: { notOnBattery: true, lanes: 32 },
    window: { appearance: 'dark', notifications: { stored: true, issues: false } },
  });
  expect(await client.settings.get({})).toEqual(set);
  await client.queue.resume({});
  await world.stored(2);
  await client.folders.rescan({ id });
  await client.folders.remove({ id });
  expect(await client.folders.list({})).toEqual([]);
  expect((await client.images.count({ states: ['stored'] })).images).toBe(2);
  await expect(client.folders.rescan({ id })).rejects.toMatchObject({ code: 'UNKNOWN', data: { what: 'folder' } });
});

test('what is unknown, too much or not of the contract is refused as data', async () => {
  const world = await withProfile();
  const { client } = world;
  const token = 'A'.repeat(43);
  await expect(client.drops.look({ token })).rejects.toMatchObject({ code: 'UNKNOWN', data: { what: 'drop' } });
  await expect(
    client.folders.add({ token, profile: 'none', watched: true, include: [], exclude: [] }),
  ).rejects.toMatchObject({ code: 'UNKNOWN', data: { what: 'profile' } });
  // A page cannot name a path: there is no such field.
  await expect(client.folders.add({ path: '/etc', profile: 'p', watched: true } as never)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  await expect(client.images.page({ after: 'bm9uZQ' })).rejects.toMatchObject({
    code: 'FAILED',
    defined: true,
    data: { subject: 'cursor' },
  });
  await expect(client.images.page({ limit: 501 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(
    client.profiles.save({ profile: { ...profile('q'), originalKey: 'same/{name}' } }),
  ).rejects.toMatchObject({ code: 'FAILED', data: { code: 'bad-settings' } });
  await expect(
    client.profiles.save({ profile: { ...profile('q'), credentials: { kind: 'keychain', account: 'profile:p' } } }),
  ).rejects.toMatchObject({ code: 'FAILED' });
  const wrong = { accessKeyId: cloud().accessKeyId, secretAccessKey: 'a secret that is wrong' };
  await client.profiles.save({ profile: profile('q'), keys: wrong });
  const results: unknown[] = [];
  for await (const result of await client.profiles.test({ name: 'q' })) results.push(result);
  expect(results[1]).toMatchObject({ check: 'list-bucket', outcome: 'failed', failure: { code: 'wrong-key' } });
  expectNoSecretIn(JSON.stringify(results), wrong.secretAccessKey);
  await client.profiles.remove({ name: 'q' });
  expect((await client.profiles.list({})).map((one) => one.profile.name)).toEqual(['p']);
  await expect(client.profiles.remove({ name: 'q' })).rejects.toMatchObject({ code: 'UNKNOWN' });
});

test('an address for somebody else takes one image, which the next verification makes a record of', async () => {
  const world = await withProfile();
  const { client } = world;
  const bytes = await writePicture(join(world.base, 'theirs.jpg'), 30);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const asked = { profile: 'p', sha256, size: bytes.byteLength, contentType: 'image/jpeg', fileName: 'theirs.jpg' };
  const link = await client.images.uploadLink(asked);
  expect(link).toMatchObject({ method: 'PUT', key: `originals/${sha256}.jpg` });
  expectNoSecretIn(JSON.stringify(link), cloud().secretAccessKey);
  const { 'content-length': _, ...headers } = link.headers;
  expect((await fetch(link.url, { method: 'PUT', headers, body: new Uint8Array(bytes.subarray(1)) })).status).toBe(403);
  expect((await fetch(link.url, { method: 'PUT', headers, body: new Uint8Array(bytes) })).status).toBe(200);
  const { engine, home } = world;
  const parts = {
    ledger: engine.ledger,
    cloud: await engine.clouds.open('p'),
    home,
    clock: world.context.clock,
    random: () => 0.5,
    device: 'the device',
    carry: () => engine.schedule.idle(),
    onProgress: () => undefined,
  };
  await verifyLibrary(parts, { repair: true, deep: false, fresh: true }, new AbortController().signal);
  expect(await client.images.find({ profile: 'p', imageId: sha256 })).toMatchObject({
    state: 'stored',
    fileName: 'theirs.jpg',
    outcome: 'adopted',
  });
  await expect(client.images.uploadLink({ ...asked, contentType: 'image/x-unknown' })).rejects.toMatchObject({
    code: 'FAILED',
    data: { code: 'not-offered' },
  });
  await expect(client.images.uploadLink({ ...asked, contentType: 'text/html' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
