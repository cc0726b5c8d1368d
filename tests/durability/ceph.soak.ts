/** @file A real S3 server that is paused, killed and gone in the middle of an upload: the engine waits, goes on, loses nothing. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInstalled, needs } from '../setup/debian-packages.ts';
import { type RadosGateway, startRadosGateway } from '../setup/radosgw.ts';
import { cephServers } from './ceph-servers.ts';
import { cloudUnderTest, expectExactly, type Servers } from './cloud-under-test.ts';
import { startEngine } from './engine-world.ts';
import { largePicture, smallPicture, writeBelow } from './sample-folder.ts';

describe.skipIf(!isInstalled(needs.radosgw))('a gateway that', () => {
  const base = mkdtempSync(join(tmpdir(), 'cloudroll-ceph-soak-'));
  let gateway: RadosGateway;
  let servers: Servers & { readonly close: () => Promise<void> };
  beforeAll(async () => {
    const started = await startRadosGateway();
    if ('skipped' in started) throw new Error(started.skipped);
    gateway = started;
    servers = await cephServers(gateway);
  });
  afterAll(async () => {
    await servers.close();
    await gateway.stop();
    rmSync(base, { recursive: true, force: true });
  });

  /** Sixty small files and one of seven parts; `trouble` comes once some of it is stored. */
  async function carriesThrough(seed: number, trouble: () => Promise<void>): Promise<void> {
    const cloud = await cloudUnderTest(servers, { renditions: [] });
    const place = mkdtempSync(join(base, 'place-'));
    const folder = join(place, 'photos');
    mkdirSync(folder);
    const picture = await smallPicture(seed);
    const images: Uint8Array[] = Array.from({ length: 60 }, (_, at) =>
      Buffer.concat([picture, Buffer.from(`${seed} ${at}`)]),
    );
    images.push(largePicture(seed, 50));
    for (const [at, bytes] of images.entries()) writeBelow(folder, `${at}.heic`, bytes);
    const timeouts = { connect: 2_000, idle: 5_000, answer: 10_000 };
    const running = await startEngine({ home: join(place, 'home'), folder, profile: cloud.profile, servers, timeouts });
    const settled = running.scanAndSettle();
    await expect.poll(() => running.engine.ledger.journeys.counts(null).stored, { timeout: 60_000 }).toBeGreaterThan(3);
    await trouble();
    await settled;
    expectExactly(await cloud.contents(), images);
    expect(running.errors).toEqual([]);
    expect(running.engine.ledger.holds.all()).toEqual([]);
    await running.close();
    cloud.close();
  }

  test('is paused for longer than we wait for an answer', async () => {
    await carriesThrough(1, async () => {
      await gateway.pause();
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      await gateway.resume();
    });
  });

  test('is killed and comes back', async () => {
    await carriesThrough(2, async () => {
      await gateway.kill();
      await gateway.up();
    });
  });

  test('is killed and comes back three times', async () => {
    await carriesThrough(3, async () => {
      for (let time = 0; time < 3; time += 1) {
        await gateway.kill();
        await gateway.up();
      }
    });
  });
});
