/** @file A photo that was asked for: the address takes one file of one type, and what comes is taken in, refused or discarded. */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { incomingKey, isIncoming } from '../../../electron/library/request/incoming-keys.ts';
import { listIncoming } from '../../../electron/library/request/list-incoming.ts';
import { makeRequest } from '../../../electron/library/request/make-request.ts';
import { discardIncoming, settleIncoming } from '../../../electron/library/request/settle-incoming.ts';
import { takeIncoming } from '../../../electron/library/request/take-incoming.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { NewRequest } from '../../../shared/photo-request.ts';
import type { Profile } from '../../../shared/profile.ts';
import { photo } from '../../fixtures/images.ts';
import { localServer, onS3Servers } from '../share/on-s3-servers.ts';
import { forever, put, type S3Server, shareWorld } from '../share/share-world.ts';

const ofThisComputer = localServer();

/** What arrives is put into the watched folder, as the inbox does. */
async function requestWorld(server: S3Server, profile: Partial<Profile> = {}) {
  const world = await shareWorld(server, { files: {}, profile });
  const parts = world.parts();
  const taking = {
    ...parts,
    carry: async (path: string, fileName: string) => {
      world.write(fileName, readFileSync(path));
      await world.settle(fileName);
    },
  };
  return {
    ...world,
    ask: (more: Partial<NewRequest> = {}) =>
      makeRequest(
        parts,
        NewRequest.parse({
          ...{
            profile: 'p',
            label: 'Anna',
            contentType: 'image/jpeg',
            size: { kind: 'most', bytes: 100_000 },
            life: 600,
          },
          ...more,
        }),
      ),
    list: () => listIncoming(parts, forever),
    take: (key?: string) => takeIncoming(taking, key, forever),
    takeAsked: () => takeIncoming({ ...taking, onlyAsked: true }, undefined, forever),
    settleIncoming: () => settleIncoming(parts, forever),
    discard: (key: string) => discardIncoming(parts, key, forever),
  };
}

onS3Servers(ofThisComputer, (server) => {
  test('one file comes, is taken in like any other, and leaves its place only once it is stored', async () => {
    const world = await requestWorld(server());
    const { url, headers, expiresAt } = await world.ask();
    expect(expiresAt - world.clock.now()).toBeGreaterThan(500_000);
    expect(await world.list()).toMatchObject([{ label: 'Anna', state: 'open', arrived: null }]);
    const bytes = await photo({ width: 64, height: 48 });
    expect(await put(url, headers, bytes)).toBe(200);
    expect(await put(url, headers, bytes)).toBe(412);
    expect(await world.list()).toMatchObject([{ state: 'arrived', arrived: { size: bytes.length } }]);
    world.schedule.nudge();
    expect(await world.take()).toEqual({ taken: 1, refused: 0 });
    const [incoming = ''] = (await world.keys()).filter(isIncoming);
    expect(await world.list()).toMatchObject([{ state: 'taken', imageId: world.idOf(bytes), key: incoming }]);
    expect(await world.take()).toEqual({ taken: 0, refused: 0 });
    await world.carry();
    // Whoever takes settles too, and the image may have been stored by then.
    await world.settleIncoming();
    expect(await world.keys()).toEqual([`originals/${world.idOf(bytes)}.jpg`]);
    expect(await world.record(bytes)).toMatchObject({ file_name: 'Anna.jpg' });
    expect(await world.list()).toMatchObject([{ state: 'stored', imageId: world.idOf(bytes) }]);
    expect(readdirSync(join(world.home, 'incoming'))).toEqual([]);
  });

  test('another type, another key, a missing header, and where it is exact another size, are refused by the store', async () => {
    const world = await requestWorld(server());
    const bytes = await photo({ width: 32, height: 32 });
    const { url, headers } = await world.ask({ size: { kind: 'exact', bytes: bytes.length } });
    const longer = Buffer.concat([bytes, bytes]);
    expect(await put(url, { ...headers, 'content-type': 'text/html' }, bytes)).toBe(403);
    expect(await put(url, { ...headers, 'content-length': String(longer.length) }, longer)).toBe(403);
    expect(await put(url.replace('/incoming/', '/originals/'), headers, bytes)).toBe(403);
    const { 'if-none-match': _, ...overwriting } = headers;
    expect(await put(url, overwriting, bytes)).toBe(403);
    expect(await world.keys()).toEqual([]);
    expect(await put(url, headers, bytes)).toBe(200);
  });
});

describe('what comes', () => {
  test('and is no image, empty, or larger than was asked for, is refused with the reason and lies there', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bodies = [Buffer.from('no image, whatever its name says'), Buffer.alloc(0), Buffer.alloc(100_001)];
    for (const [at, body] of bodies.entries()) {
      const { url, headers } = await world.ask({ label: String(at) });
      expect(await put(url, headers, body)).toBe(200);
    }
    expect(await world.take()).toEqual({ taken: 0, refused: 3 });
    const reasons = Object.fromEntries((await world.list()).map(({ label, reason }) => [label, reason]));
    expect(reasons).toEqual({ 0: 'not-an-image', 1: 'empty', 2: 'too-large' });
    expect(await world.take()).toEqual({ taken: 0, refused: 0 });
    expect(await world.keys()).toHaveLength(3);
    expect(readdirSync(join(world.home, 'incoming'))).toEqual([]);
    for (const { key } of await world.list()) await world.discard(key);
    expect(await world.keys()).toEqual([]);
    expect((await world.list()).map(({ state }) => state)).toEqual(['discarded', 'discarded', 'discarded']);
  });

  test('and is in the cloud already is not stored twice, and leaves its place', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 48, height: 32 });
    world.write('own.jpg', bytes);
    await world.scan();
    await world.carry();
    const { url, headers } = await world.ask();
    await put(url, headers, bytes);
    expect(await world.take()).toEqual({ taken: 1, refused: 0 });
    expect(await world.keys()).toEqual([`originals/${world.idOf(bytes)}.jpg`]);
    expect(existsSync(join(world.folder, 'Anna.jpg'))).toBe(false);
  });

  test('and was deleted on purpose does not come back', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 48, height: 40 });
    world.ledger.database
      .prepare('INSERT INTO tombstones (profile, image_id, deleted_at) VALUES (?, ?, 1)')
      .run('p', world.idOf(bytes));
    const { url, headers } = await world.ask();
    await put(url, headers, bytes);
    expect(await world.take()).toEqual({ taken: 0, refused: 1 });
    expect(await world.list()).toMatchObject([{ reason: 'deleted-on-purpose' }]);
  });

  test('by the request of another computer is seen and can be taken', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 40, height: 40 });
    const key = incomingKey(randomUUID(), 'jpg');
    const object = { bytes, sha256: world.idOf(bytes), contentType: 'image/jpeg', metadata: {} };
    await world.objects.put({ bucket: world.bucket, key, ...object }, forever);
    expect(await world.list()).toMatchObject([{ key, label: null, state: 'arrived' }]);
    // By itself no computer takes what another asked for: it may be somebody else's.
    expect(await world.takeAsked()).toEqual({ taken: 0, refused: 0 });
    expect(await world.take(key)).toEqual({ taken: 1, refused: 0 });
  });

  test('is taken again after a crash between the folder and the note', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 44, height: 40 });
    const { url, headers } = await world.ask();
    await put(url, headers, bytes);
    const dying = {
      ...world.parts(),
      carry: async (path: string, fileName: string) => {
        world.write(fileName, readFileSync(path));
        await world.settle(fileName);
        throw new Error('killed');
      },
    };
    await expect(takeIncoming(dying, undefined, forever)).rejects.toThrow('killed');
    await world.carry();
    expect(await world.take()).toEqual({ taken: 1, refused: 0 });
    expect(await world.keys()).toEqual([`originals/${world.idOf(bytes)}.jpg`]);
  });
});

describe('nothing but what arrived', () => {
  test('is discarded', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 30, height: 40 });
    world.write('own.jpg', bytes);
    await world.scan();
    await world.carry();
    const key = `originals/${world.idOf(bytes)}.jpg`;
    for (const other of [key, 'incoming/', 'incoming', '']) {
      await expect(world.discard(other)).rejects.toMatchObject({ failure: { code: 'not-offered' } });
    }
    expect(await world.keys()).toEqual([key]);
  });

  test('is taken or removed, though a folder of images or of others is called incoming', async () => {
    const world = await requestWorld(await ofThisComputer(), { originalKey: '{folder}/{hash}.{ext}' });
    const bytes = await photo({ width: 30, height: 42 });
    world.write('incoming/own.jpg', bytes);
    await world.scan();
    await world.carry();
    const key = `incoming/${world.idOf(bytes)}.jpg`;
    const others = { bucket: world.bucket, key: 'incoming/theirs.jpg' as ObjectKey }; // As another program names it.
    const object = { bytes, sha256: world.idOf(bytes), contentType: 'image/jpeg', metadata: {} };
    await world.objects.put({ ...others, ...object }, forever);
    expect(await world.take()).toEqual({ taken: 0, refused: 0 });
    expect(await world.list()).toEqual([]);
    expect(await world.keys()).toEqual([key, others.key].sort());
    await expect(world.discard(key)).rejects.toMatchObject({ failure: { code: 'not-offered' } });
  });

  test('leaves its place while the store does not have its image', async () => {
    const world = await requestWorld(await ofThisComputer());
    const bytes = await photo({ width: 30, height: 44 });
    const { url, headers } = await world.ask();
    await put(url, headers, bytes);
    world.schedule.nudge();
    await world.take();
    await world.carry();
    await world.objects.remove(
      { bucket: world.bucket, key: `originals/${world.idOf(bytes)}.jpg` as ObjectKey },
      forever,
    );
    expect(await world.settleIncoming()).toBe(0);
    expect((await world.keys()).filter(isIncoming)).toHaveLength(1);
  });
});

describe('whoever is asked', () => {
  test('gets a line for a terminal and a page, and nothing of the label is code in them', async () => {
    const world = await requestWorld(await ofThisComputer());
    const label = `Anna's </title><script>alert(1)</script> & "more"`;
    const { curl, page, url, headers } = await world.ask({ label });
    expect(curl).toBe(`curl --fail --upload-file FILE -H 'content-type: image/jpeg' -H 'if-none-match: *' '${url}'`);
    expect(headers).toEqual({ 'content-type': 'image/jpeg', 'if-none-match': '*' });
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).toContain('Anna&#39;s &lt;/title&gt;');
    const facts = /const facts = (.*);\n/.exec(page)?.[1] ?? '';
    expect(JSON.parse(facts)).toEqual({ url, headers, size: { kind: 'most', bytes: 100_000 } });
  });

  test('is not asked for what is not carried, or is too much', async () => {
    const world = await requestWorld(await ofThisComputer());
    await expect(world.ask({ contentType: 'image/x-unheard-of' })).rejects.toMatchObject({
      failure: { code: 'not-offered' },
    });
    const size = { kind: 'exact' as const, bytes: world.profile.largestFile + 1 };
    await expect(world.ask({ size })).rejects.toMatchObject({ failure: { code: 'not-offered', subject: 'size' } });
    expect(NewRequest.safeParse({ profile: 'p', label: 'a', contentType: 'image/png', size, life: 299 }).success).toBe(
      false,
    );
    expect(
      NewRequest.safeParse({ profile: 'p', label: 'a', contentType: 'image/png', size, life: 604_801 }).success,
    ).toBe(false);
  });
});
