/** @file `cloudroll check` in a terminal: each look a line with what to do, one line of JSON for programs, and its exit code. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { forkPixels, pixelEnvironment } from '../../electron/fork-pixels.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import { exitCode } from '../../electron/terminal/exit-code.ts';
import { cloudForFile } from '../api/api-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const { cloud, profile } = cloudForFile();

async function check(home: string, keychain: Keychain, ...more: string[]) {
  const lines: string[] = [];
  const code = await runCommand(['node', 'cloudroll', 'check', ...more], {
    environment: { CLOUDROLL_HOME: home },
    workingFolder: '/',
    clock: systemClock,
    random: () => 0.5,
    keychain,
    launchWatching: () => {
      throw new Error('a check watches nothing');
    },
    startPixels: forkPixels(pixelEnvironment(process.env)),
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    print: (line) => void lines.push(line),
    complain: (line) => void lines.push(line),
    isLive: false,
    interrupted: new AbortController().signal,
  });
  return { lines, code };
}

test('beside a running Cloudroll it looks at everything and finds nothing wrong', async () => {
  const home = absolutePath(join(temporaryFolder(), 'home'));
  await settingsStore(home).saveProfile(profile());
  const keychain = memoryKeychain();
  const { accessKeyId, secretAccessKey } = cloud();
  await keychain.keep('profile:p', JSON.stringify({ accessKeyId, secretAccessKey }));
  const ledger = openLedger(home, 1);
  try {
    const { lines, code } = await check(home, keychain);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^✓ Cloudroll \d/),
        '✓ Images are resized by the native engine',
        expect.stringMatching(/^✓ The ledger is sound/),
        '✓ The keychain keeps and gives',
        '✓ p: there are keys',
        '✓ p: the clocks agree',
        '✓ p: everything that carrying needs is allowed',
      ]),
    );
    expect(code).toBe(exitCode.done);
  } finally {
    ledger.close();
  }
});

test('a locked keychain is said with what to do, and no secret is asked for beyond it', async () => {
  const home = absolutePath(join(temporaryFolder(), 'home'));
  await settingsStore(home).saveProfile(profile());
  const locked = () => Promise.reject(keychainFailed({ code: 'keychain-locked', detail: 'locked' }));
  const { lines, code } = await check(home, { read: locked, keep: locked, forget: locked }, '--json');
  expect(code).toBe(exitCode.profileUnusable);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ check: 'keychain', outcome: 'bad' }),
      expect.objectContaining({ check: 'keys', profile: 'p', outcome: 'bad' }),
      expect.objectContaining({ check: 'permissions', outcome: 'skipped' }),
    ]),
  });
});
