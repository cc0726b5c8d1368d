/** @file Two hundred terminals killed at random moments, each followed by the next: nothing lost, nothing twice. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { crashPoints } from '../../electron/foundation/crash-point.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { seededRandom } from '../fixtures/seeded-random.ts';
import { cloudUnderTest, expectExactly, expectSound } from './cloud-under-test.ts';
import { startTerminal, syncOnce } from './run-terminal.ts';
import { largePicture, smallPicture, writeBelow } from './sample-folder.ts';
import { soakSeed } from './soak-seed.ts';

const kills = 200;
const killsOfOneHome = 10;

test(`${kills} random kills, by the clock and at crash points`, async () => {
  const seed = soakSeed('random kills');
  const random = seededRandom(seed);
  const base = mkdtempSync(join(tmpdir(), 'cloudroll-kills-'));
  const servers = await localCloudWorld();
  for (let done = 0; done < kills; done += killsOfOneHome) {
    const cloud = await cloudUnderTest(servers);
    const environment = cloud.environment(join(base, `home-${done}`));
    const folder = join(base, `photos-${done}`);
    mkdirSync(folder);
    const images: Buffer[] = [];
    const add = (bytes: Buffer): void => {
      images.push(bytes);
      writeBelow(folder, `${Math.floor(random() * 3)}/${images.length}.heic`, bytes);
    };
    add(largePicture(done, 17 + Math.floor(random() * 16)));
    for (let kill = 0; kill < killsOfOneHome; kill += 1) {
      for (let more = 0; more < 4; more += 1) add(await smallPicture(Math.floor(random() * 1_000_000)));
      const point = crashPoints[Math.floor(random() * crashPoints.length)];
      const atPoint = random() < 0.5;
      const crash = atPoint ? { CLOUDROLL_CRASH_AT: `${point}:${1 + Math.floor(random() * 8)}` } : {};
      const words = ['sync', folder, '--once', '--json', '--settle', '0'];
      const { ended, kill: killNow } = startTerminal(words, { ...environment, ...crash });
      if (!atPoint) await Promise.race([ended, systemClock.sleep(300 + random() * 2200)]);
      if (!atPoint) killNow('SIGKILL');
      await ended;
      expectSound(await cloud.contents());
    }
    const last = await syncOnce([folder], environment);
    expect([last.code, last.complaints], `seed ${seed}`).toEqual([0, '']);
    const contents = await cloud.contents();
    // A kill between the store's answer and our note of it leaves an upload that only the store knows: `verify` ends it.
    expectExactly({ ...contents, openUploads: [] }, images);
    expect((await syncOnce([folder], environment)).outcome()).toMatchObject({ stored: 0, failed: [], bytesSent: 0 });
    cloud.close();
  }
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});
