/** @file Every fault of a network and its servers, at every call of the way: nothing lost, nothing doubled, few requests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import type { Fault } from '../fixtures/faulty-proxy.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { expectExactly } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { smallPicture, writeBelow } from './sample-folder.ts';
import { calls, survives } from './survives-fault.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-network-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const first = [1];
const thrice = [1, 2, 3];

const s3Faults: readonly (readonly [string, readonly number[], Fault])[] = [
  ['reset in the middle of its body', first, { kind: 'reset', after: 16 }],
  ['reset three times', thrice, { kind: 'reset', after: 1 }],
  ['stalled for longer than we wait', first, { kind: 'stall' }],
  ['done, but its answer is lost', first, { kind: 'lose-answer' }],
  ['done, but its answer is lost three times', thrice, { kind: 'lose-answer' }],
  ['done, but its answer breaks off', first, { kind: 'cut-answer' }],
  ['answered 500', thrice, { kind: 'answer', status: 500, code: 'InternalError' }],
  ['answered 503', thrice, { kind: 'answer', status: 503, code: 'ServiceUnavailable' }],
  ['asked to slow down', thrice, { kind: 'answer', status: 503, code: 'SlowDown' }],
  ['answered 429', thrice, { kind: 'answer', status: 429, code: 'TooManyRequests' }],
  ['sent with a byte that flipped on the way', first, { kind: 'flip-byte' }],
  ['slow', first, { kind: 'delay', milliseconds: 200 }],
];

const otherEtag: Fault = { kind: 'other-headers', headers: { etag: '"00000000000000000000000000000000"' } };
const otherChecksum: Fault = {
  kind: 'other-headers',
  headers: { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') },
};
const wrongAnswers: readonly (readonly [string, readonly number[], Fault])[] = [
  ['answered with a wrong ETag', first, otherEtag],
  ['answered with a wrong checksum', first, otherChecksum],
];

const dynamoFaults: readonly (readonly [string, readonly number[], Fault])[] = [
  ...s3Faults.filter(([, , fault]) => fault.kind !== 'answer'),
  ['answered 500', thrice, { kind: 'answer', status: 500, code: 'InternalServerError' }],
  ['throttled', thrice, { kind: 'answer', status: 400, code: 'ProvisionedThroughputExceededException' }],
  ['throttled by the account', thrice, { kind: 'answer', status: 400, code: 'ThrottlingException' }],
];

const world = () => engineBehindProxies(base, servers);

describe.each(['put an object', 'send a part', 'begin parts', 'complete parts'] as const)('a call to %s', (call) => {
  test.each(s3Faults)('%s: stored once, whole', async (_, nth, fault) => survives(await world(), call, nth, fault));
});

describe.each(['put an object', 'send a part'] as const)('a call to %s', (call) => {
  test.each(wrongAnswers)('%s: stored once, whole', async (_, nth, fault) => survives(await world(), call, nth, fault));
});

describe('a call to write a record', () => {
  test.each(dynamoFaults)('%s: written once, whole', async (_, nth, fault) =>
    survives(await world(), 'write a record', nth, fault),
  );
});

describe('offline', () => {
  test('500 queued files meet a dead line: one hold, a handful of tries, and they go on by themselves', async () => {
    const { cloud, s3, folder, start } = await world();
    const picture = await smallPicture(1);
    const images = Array.from({ length: 500 }, (_, at) => Buffer.concat([picture, Buffer.from(`copy ${at}`)]));
    for (const [at, bytes] of images.entries()) writeBelow(folder, `${at}.png`, bytes);
    await s3.down();
    const { engine, arrivals, settled, errors } = await start();
    await vi.waitFor(() => expect(engine.ledger.holds.all()).toHaveLength(1), 30_000);
    await vi.waitFor(() => expect(engine.ledger.holds.all()[0]?.attempts).toBeGreaterThan(2), 30_000);
    expect(engine.ledger.holds.all()[0]?.failure).toMatchObject({ code: 'offline', scope: 'profile' });
    expect(engine.ledger.journeys.counts(null)).toMatchObject({ waiting: 0, blocked: 0, failed: 0, stored: 0 });
    // Those that were under way together, and one probe for each further try.
    expect(arrivals.filter(({ kind }) => kind === 'held').length).toBeLessThan(40);
    await s3.up();
    await settled();
    expectExactly(await cloud.contents(), images);
    expect(s3.count(calls['put an object'])).toBe(500);
    expect([engine.ledger.holds.all(), errors]).toEqual([[], []]);
  });
});
