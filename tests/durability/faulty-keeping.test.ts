/** @file Every fault of a network at every call of deleting, fetching back and freeing: done once, whole, or not at all. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { beginDeletion } from '../../electron/library/delete/begin-deletion.ts';
import { freeSpace } from '../../electron/library/free/free-space.ts';
import { beginRestore, restoreImages } from '../../electron/library/restore/restore-images.ts';
import { FreeWish } from '../../shared/free-space.ts';
import type { Fault, Which } from '../fixtures/faulty-proxy.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { expectExactly } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { smallPicture, writeBelow } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-faulty-keeping-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const forever = new AbortController().signal;
const thrice = [1, 2, 3];

/** One image stored, by an engine whose servers are behind proxies; twenty seconds in one. */
async function storedWorld() {
  const world = await engineBehindProxies(base, servers);
  const picture = await smallPicture(3);
  writeBelow(world.folder, 'one.png', picture);
  const running = await world.start({ timeouts: { connect: 2_000, idle: 1_500, answer: 3_000 } });
  await running.scanAndSettle();
  expectExactly(await world.cloud.contents(), [picture]);
  return { ...world, ...running, picture };
}

const faults: readonly (readonly [string, Fault])[] = [
  ['done, but its answer is lost', { kind: 'lose-answer' }],
  ['answered 500', { kind: 'answer', status: 500, code: 'InternalError' }],
  ['asked to slow down', { kind: 'answer', status: 503, code: 'SlowDown' }],
];

const deleting: readonly (readonly [string, 's3' | 'dynamo', Which])[] = [
  ['ask for the record', 'dynamo', { operation: 'GetItem' }],
  ['bury the record', 'dynamo', { operation: 'PutItem' }],
  ['end the burial', 'dynamo', { operation: 'UpdateItem' }],
  ['remove an object', 's3', { method: 'DELETE' }],
  ['ask whether it is gone', 's3', { method: 'HEAD' }],
];

describe.each(deleting)('deleting, a call to %s', (_, server, which) => {
  test.each([...faults, ['stalled', { kind: 'stall' }] as const])(
    '%s: gone in the end, and only that',
    async (kind, fault) => {
      const world = await storedWorld();
      world[server].fail({ ...which, nth: kind === 'stalled' ? [1] : thrice }, fault);
      const { engine } = world;
      const answer = await beginDeletion(engine.parts, { of: { filter: {} }, versions: false });
      expect(answer.kind).toBe('begun');
      engine.deletions.nudge();
      const open = () => engine.ledger.deletions.open(10);
      await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 60_000, interval: 50 });
      expectExactly(await world.cloud.contents(), []);
      expect(existsSync(join(world.folder, 'one.png'))).toBe(true);
      expect(world.errors).toEqual([]);
    },
  );
});

describe('fetching back, a call to get the object', () => {
  test.each([...faults, ['cut in the middle of its answer', { kind: 'cut-answer' }] as const])(
    '%s: there once, whole',
    async (_, fault) => {
      const { s3, engine, picture } = await storedWorld();
      s3.fail({ method: 'GET', path: /GetObject/, nth: thrice }, fault);
      const destination = absolutePath(mkdtempSync(join(base, 'back-')));
      const wish = { of: { filter: {} }, rendition: 'original', layout: 'flat' } as const;
      const row = engine.ledger.restores.find(await beginRestore(engine.parts, wish, destination));
      if (row === null) throw new Error('It was begun a moment ago');
      const told = [];
      for await (const progress of restoreImages(engine.parts, row, forever)) told.push(progress);
      expect(told.at(-1)).toMatchObject({ written: 1, failed: 0, bytesDone: picture.length, ended: true });
      expect(readdirSync(destination)).toEqual(['one.png']);
      expect(readFileSync(join(destination, 'one.png'))).toEqual(picture);
    },
  );
});

describe('freeing, a call to ask what the store holds', () => {
  const wish = FreeWish.parse({ profile: 'environment', keepDays: 0 });

  async function freed(fault: Fault) {
    const { s3, engine, folder } = await storedWorld();
    s3.fail({ method: 'HEAD', nth: fault.kind === 'other-headers' ? [1, 2, 3, 4, 5, 6] : thrice }, fault);
    const trash = join(folder, '..', 'trash');
    mkdirSync(trash);
    const parts = { ...engine.parts, trash: async (path: string) => renameSync(path, join(trash, 'one.png')) };
    const told = [];
    for await (const progress of freeSpace(parts, { ...wish, files: 1 }, forever)) told.push(progress);
    return {
      end: told.at(-1),
      isHere: existsSync(join(folder, 'one.png')),
      isInTrash: existsSync(join(trash, 'one.png')),
    };
  }

  test.each(faults)('%s: asked again, and then it goes', async (_, fault) => {
    expect(await freed(fault)).toMatchObject({ end: { freed: 1, left: 0, failed: 0 }, isHere: false, isInTrash: true });
  });

  test('answered with another checksum: the file stays', async () => {
    const checksum = { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') };
    const { end, isHere } = await freed({ kind: 'other-headers', headers: checksum });
    expect([end, isHere]).toMatchObject([
      { freed: 0, left: 1, failures: [{ failure: { code: 'other-bytes-at-key' } }] },
      true,
    ]);
  });
});
