/** @file The same on a real S3 server that nobody here wrote: killed, and with faults on the line. The slow half is in the soak. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Fault } from '../fixtures/faulty-proxy.ts';
import { radosGateway, radosGatewayIsHere } from '../fixtures/rados-gateway.ts';
import { cephServers } from './ceph-servers.ts';
import type { Servers } from './cloud-under-test.ts';
import { engineBehindProxies } from './engine-behind-proxies.ts';
import { type KillAt, killedAndGoesOn } from './killed-and-goes-on.ts';
import { largeFolder, smallFolder } from './sample-folder.ts';
import { type Call, survives } from './survives-fault.ts';

describe.skipIf(!radosGatewayIsHere)('on Ceph', () => {
  const base = mkdtempSync(join(tmpdir(), 'cloudroll-on-ceph-'));
  let servers: Servers & { readonly close: () => Promise<void> };
  beforeAll(async () => {
    servers = await cephServers(await radosGateway());
  });
  afterAll(async () => {
    await servers.close();
    rmSync(base, { recursive: true, force: true });
  });
  const folder = () => mkdtempSync(join(base, 'photos-'));

  const small: readonly KillAt[] = [
    ['object-sent', 2],
    ['record-sent', 1],
  ];
  const inParts: readonly KillAt[] = [
    ['part-noted', 1],
    ['multipart-completed', 1],
  ];
  test.each(small)('killed with -9 right after %s, the %i. time', { timeout: 120_000 }, async (...one) => {
    await killedAndGoesOn({ base, servers }, one, [await smallFolder(folder())]);
  });
  test.each(inParts)('killed with -9 right after %s, the %i. time', { timeout: 120_000 }, async (...one) => {
    await killedAndGoesOn({ base, servers }, one, [largeFolder(folder(), one[1])]);
  });

  const faults: readonly (readonly [Call, string, Fault])[] = [
    ['put an object', 'reset in the middle', { kind: 'reset', after: 16 }],
    ['put an object', 'done, and its answer lost', { kind: 'lose-answer' }],
    ['put an object', 'sent with another byte', { kind: 'flip-byte' }],
    ['send a part', 'done, and its answer lost', { kind: 'lose-answer' }],
    ['send a part', 'sent with another byte', { kind: 'flip-byte' }],
    ['complete parts', 'done, and its answer lost', { kind: 'lose-answer' }],
    ['complete parts', 'answered 503', { kind: 'answer', status: 503, code: 'SlowDown' }],
  ];
  test.each(faults)('a call to %s, %s: stored once, whole', async (call, _, fault) => {
    await survives(await engineBehindProxies(base, servers), call, [1], fault);
  });
});
