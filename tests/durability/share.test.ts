/** @file Sharing and taking in, with every fault of a network at every call, and killed at every line: never a place, never a loss. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { readPictureDetails } from '../../electron/journey/resize/exifreader-picture-details.ts';
import { makeLink, type ShareParts } from '../../electron/library/share/make-link.ts';
import { ImageId } from '../../shared/image.ts';
import { Link, LinkRequest } from '../../shared/link.ts';
import { RequestLink } from '../../shared/photo-request.ts';
import type { Fault, Which } from '../fixtures/faulty-proxy.ts';
import { fullExif, photo } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { opened, put, realResizer } from '../library/share/share-world.ts';
import { type CloudUnderTest, cloudUnderTest, expectExactly, expectSound, sha256Of } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { runTerminal } from './run-terminal.ts';
import { writeBelow } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-share-'));
let servers: LocalCloud;
let placed: Buffer;
beforeAll(async () => {
  servers = await localCloudWorld();
  placed = await photo({ exif: fullExif, width: 80, height: 60 });
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const forever = new AbortController().signal;

/** Whatever is in the bucket, only the original tells a place. */
async function expectNoPlaceBut(original: Buffer, cloud: CloudUnderTest, link: Link): Promise<void> {
  const got = await opened(link.url);
  expect(got.status).toBe(200);
  expect(readPictureDetails(got.bytes).details).toEqual({});
  const contents = await cloud.contents();
  expectSound(contents);
  expectExactly(contents, [original]);
  expect(contents.records[0]?.renditions.map(({ name }) => name)).toEqual(['shared']);
}

const s3Calls: readonly (readonly [string, Which])[] = [
  ['ask for the original', { method: 'HEAD', path: /originals/ }],
  ['read the original', { method: 'GET', path: /originals/ }],
  ['put the copy', { method: 'PUT', path: /shared/ }],
  ['ask for the copy', { method: 'HEAD', path: /shared/ }],
  ['read the copy again', { method: 'GET', path: /shared/ }],
];
const dynamoCalls: readonly (readonly [string, Which])[] = [
  ['read the record', { operation: 'GetItem' }],
  ['name the copy in the record', { operation: 'UpdateItem' }],
];
const faults: readonly (readonly [string, Fault])[] = [
  ['reset', { kind: 'reset', after: 0 }],
  ['stalled for longer than we wait', { kind: 'stall' }],
  ['done, but its answer is lost', { kind: 'lose-answer' }],
  ['done, but its answer breaks off', { kind: 'cut-answer' }],
  ['answered 500', { kind: 'answer', status: 500, code: 'InternalError' }],
  ['asked to slow down', { kind: 'answer', status: 503, code: 'SlowDown' }],
  ['sent with a byte that flipped on the way', { kind: 'flip-byte' }],
];

describe.each([...s3Calls, ...dynamoCalls])('sharing: to %s', (_, which) => {
  test.each(faults)('%s: no link, or a good one; and a good one at the next try', async (_fault, fault) => {
    const { cloud, s3, dynamo, folder, start } = await engineBehindProxies(base, servers);
    writeBelow(folder, 'one.jpg', placed);
    const timeouts = { connect: 2_000, idle: 700, answer: 1_400 };
    const { engine, scanAndSettle } = await start(fault.kind === 'stall' ? { timeouts } : {});
    await scanAndSettle();
    const parts: ShareParts = {
      ...engine.parts,
      home: engine.ledger.path.replace(/ledger\.sqlite$/, '') as typeof engine.ledger.path, // Its folder.
      resizer: realResizer,
      now: () => systemClock.now(),
      cloud: await engine.clouds.open(cloud.profile.name),
      links: await engine.clouds.links(cloud.profile.name),
    };
    const asked = LinkRequest.parse({ profile: cloud.profile.name, imageId: sha256Of(placed) });
    const proxy = which.operation === undefined ? s3 : dynamo;
    proxy.fail({ ...which, nth: [1] }, fault);
    const first = await makeLink(parts, asked, forever).catch((error: unknown) => {
      if (!(error instanceof Failed)) throw error;
      return error.failure;
    });
    expect(proxy.count(which)).toBeGreaterThan(0);
    proxy.heal();
    expectSound(await cloud.contents());
    if (first !== null && 'url' in first) await expectNoPlaceBut(placed, cloud, first);
    const second = await makeLink(parts, asked, forever);
    await expectNoPlaceBut(placed, cloud, Link.parse(second));
  });
});

async function terminal() {
  const cloud = await cloudUnderTest(servers, { renditions: [] });
  const place = mkdtempSync(join(base, 'place-'));
  const folder = join(place, 'pictures');
  mkdirSync(folder);
  const path = join(folder, 'one.jpg');
  const environment = cloud.environment(join(place, 'home'));
  const run = (words: readonly string[], more: Record<string, string> = {}) =>
    runTerminal(words, { ...environment, ...more });
  return { cloud, folder, path, run };
}

describe('kill -9', () => {
  test.each(['object-sent', 'record-sent', 'object-confirmed'])(
    'of a link at %s: the next makes it whole',
    async (point) => {
      const { cloud, folder, path, run } = await terminal();
      writeFileSync(path, placed);
      expect((await run(['sync', folder, '--once', '--json', '--settle', '0'])).code).toBe(0);
      const killed = await run(['link', path], { CLOUDROLL_CRASH_AT: `${point}:1` });
      expect([killed.signal, killed.output]).toEqual(['SIGKILL', '']);
      expectSound(await cloud.contents());
      const made = Link.parse(JSON.parse((await run(['link', path, '--json'])).output));
      expect(readPictureDetails((await opened(made.url)).bytes).details).toEqual({});
      const contents = await cloud.contents();
      expectSound(contents);
      expect([...contents.objects.keys()].filter((key) => key.includes('/shared.'))).toHaveLength(1);
      expect(contents.records[0]?.renditions.filter(({ name }) => name === 'shared')).toHaveLength(1);
      expect((await run(['verify'])).code).toBe(0);
      cloud.close();
    },
  );

  test.each([
    ['file-settled', 1],
    ['object-sent', 1],
    ['journey-stored', 1],
  ] as const)(
    'of what is taken in at %s: it is stored once, and its place is emptied only then',
    async (point, nth) => {
      const { cloud, run } = await terminal();
      const request = RequestLink.parse(JSON.parse((await run(['request', 'Anna', '--json'])).output));
      expect(await put(request.url, request.headers, placed)).toBe(200);
      const killed = await run(['incoming', 'take', '--json'], { CLOUDROLL_CRASH_AT: `${point}:${nth}` });
      expect([killed.signal, killed.output]).toEqual(['SIGKILL', '']);
      const between = [...(await cloud.contents()).objects.keys()];
      expect(between.filter((key) => key.startsWith('incoming/'))).toHaveLength(1);
      const again = await run(['incoming', 'take', '--json']);
      expect([again.code, again.complaints]).toEqual([0, '']);
      const contents = await cloud.contents();
      expect([...contents.objects.keys()].filter((key) => key.startsWith('incoming/'))).toEqual([]);
      expectSound(contents);
      expect(contents.records.map(({ image_id }) => ImageId.parse(image_id))).toEqual([sha256Of(placed)]);
      cloud.close();
    },
  );
});
