/** @file What `cloudroll status` tells a person: how things stand, and of each image that waits why and until when. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import type { Failure } from '../../shared/failure.ts';
import type { ImageId } from '../../shared/image.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const now = Date.UTC(2026, 10, 21, 12);
const never = (): never => {
  throw new Error('status starts no process');
};

async function status(home: string): Promise<string[]> {
  const lines: string[] = [];
  const code = await runCommand(['node', 'cloudroll', 'status'], {
    environment: { CLOUDROLL_HOME: home },
    workingFolder: '/',
    clock: manualClock(now),
    random: () => 0.5,
    keychain: memoryKeychain(),
    launchWatching: never,
    startPixels: never,
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    print: (line) => void lines.push(line),
    complain: (line) => void lines.push(line),
    isLive: false,
    interrupted: new AbortController().signal,
  });
  expect(code).toBe(0);
  return lines;
}

test('without a ledger it says how to begin', async () => {
  expect(await status(temporaryFolder())).toEqual(['Nothing was carried yet. Begin with: cloudroll sync <folder>']);
});

test('each image that waits is named with its last error and its next try', async () => {
  const home = join(temporaryFolder(), 'home') as AbsolutePath;
  const ledger = openLedger(home, now);
  const imageId = 'ab'.repeat(32) as ImageId;
  const key = { profile: 'p', imageId };
  const failure: Failure = {
    code: 'timed-out',
    retry: 'soon',
    scope: 'image',
    subject: 'a key',
    detail: 'TimeoutError',
  };
  await ledger.commit(() => {
    const path = '/photos' as AbsolutePath;
    const folderId = ledger.folders.add({ path, profile: 'p', include: [], exclude: [], watched: true, addedAt: now });
    const identity = { size: 5, modified: 1, changed: 1, inode: 1 };
    ledger.files.settle({ folderId, directory: 'trip', name: 'a.jpg', identity, blocks: 8 }, now);
    ledger.files.hashed(1, imageId);
    ledger.images.add({ imageId, size: 5, contentType: 'image/jpeg', extension: 'jpg' }, now);
    ledger.journeys.begin({ ...key, fileName: 'a.jpg', directory: 'trip', replaces: null }, now);
    ledger.journeys.hold(key, 'hashed', 'waiting', failure, now + 42_000, now);
  });
  ledger.close();
  const lines = await status(home);
  expect(lines).toContain('1 not carried: 1 try again by themselves, 0 need you');
  expect(lines.at(-1)).toBe(
    '  /photos/trip/a.jpg took too long to answer (TimeoutError). Cloudroll tries again by itself. Next try in 42 s.',
  );
});
