/** @file The check-up finds what is wrong on this computer, and says nothing of what is not. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { PixelsEnded } from '../../electron/journey/resize/pixel-process.ts';
import { checkLedger } from '../../electron/library/check-ledger.ts';
import { type CheckUpParts, checkUp } from '../../electron/library/check-up.ts';
import { diagnostics } from '../../electron/library/diagnostics.ts';
import { draftLayout } from '../../electron/library/draft-layout.ts';
import { sampleImages } from '../../electron/library/draft-rendition.ts';
import { versionsHere } from '../../electron/library/versions-here.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import type { CheckUp } from '../../shared/check-up.ts';
import { Profile } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { image, ledgerWorld, object, profile } from '../ledger/ledger-world.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';

const never = new AbortController().signal;
const unreachable = Profile.parse({
  name: 'p',
  region: 'us-east-1',
  // Nothing listens on it: the port is of nobody.
  s3Endpoint: 'http://127.0.0.1:9',
  bucket: 'pictures',
  userId: 'me',
  credentials: { kind: 'keychain', account: 'profile:p' },
});

function parts(more: Partial<CheckUpParts> = {}): CheckUpParts {
  return {
    home: absolutePath(temporaryFolder()),
    versions: versionsHere('1.2.3'),
    ledger: null,
    resizer: { engine: async () => 'native' },
    profiles: [],
    open: () => Promise.reject(new Failed({ code: 'offline', retry: 'soon', scope: 'profile', subject: 'nobody' })),
    canary: 'test',
    keychain: memoryKeychain(),
    environment: {},
    clock: systemClock,
    ...more,
  };
}

async function looks(of: CheckUpParts): Promise<CheckUp[]> {
  const all: CheckUp[] = [];
  for await (const look of checkUp(of, never)) all.push(look);
  return all;
}

test('on a new computer everything that can be looked at is good', async () => {
  const all = await looks(parts());
  expect(all.map(({ check, outcome }) => [check, outcome])).toEqual([
    ['versions', 'good'],
    ['pixels', 'good'],
    ['ledger', 'skipped'],
    ['disk', expect.stringMatching(/good|warning/)],
    ['keychain', 'good'],
    ['folders', 'skipped'],
  ]);
  expect(all[0]).toMatchObject({ versions: { Cloudroll: '1.2.3', Node: process.versions.node } });
});

test('what is wrong is said: no image engine, a locked keychain, a folder that is away, a store that is', async () => {
  const { ledger } = ledgerWorld();
  ledger.folders.setState(1, 'not-reachable');
  const locked = () => Promise.reject(keychainFailed({ code: 'keychain-locked', detail: 'locked' }));
  const all = await looks(
    parts({
      ledger,
      profiles: [unreachable],
      resizer: { engine: () => Promise.reject(new PixelsEnded('it died')) },
      keychain: { read: locked, keep: locked, forget: locked },
    }),
  );
  expect(all.filter(({ outcome }) => outcome !== 'good' && outcome !== 'skipped')).toMatchObject([
    { check: 'pixels', outcome: 'bad', engine: null },
    ...(all.some(({ check, outcome }) => check === 'disk' && outcome === 'warning') ? [{ check: 'disk' }] : []),
    { check: 'keychain', outcome: 'bad', failure: { code: 'keychain-locked' } },
    { check: 'folders', outcome: 'warning', notReachable: ['/photos'] },
    { check: 'keys', outcome: 'bad', failure: { code: 'keychain-locked' } },
    { check: 'clock', outcome: 'bad', failure: { code: 'offline', subject: '127.0.0.1:9' } },
  ]);
  expect(all.at(-1)).toMatchObject({ check: 'permissions', outcome: 'skipped' });
});

test('a ledger that is sound says how large it is; one with a torn page says so', async () => {
  const { ledger, begin } = ledgerWorld();
  begin(1);
  expect(await checkLedger(ledger.database, systemClock, never)).toMatchObject({ outcome: 'good', fault: null });

  const torn = join(temporaryFolder(), 'torn.sqlite');
  const whole = new DatabaseSync(torn);
  whole.exec(`CREATE TABLE rows (text TEXT); INSERT INTO rows
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT 'row ' || i FROM n`);
  whole.close();
  const bytes = readFileSync(torn);
  // The header of a page in the middle of the table.
  bytes.fill(0xff, 4096 * 5, 4096 * 5 + 64);
  writeFileSync(torn, bytes);
  const database = new DatabaseSync(torn);
  onTestFinished(() => database.close());
  expect(await checkLedger(database, systemClock, never)).toMatchObject({
    outcome: 'bad',
    fault: expect.stringMatching(/page 6/),
  });
});

test('diagnostics hold the end of the log and no secret, whoever wrote it there', async () => {
  const secretAccessKey = 'aVerySecretAccessKeyOfForty/Characters+00';
  const keychain = memoryKeychain();
  await keychain.keep('profile:p', JSON.stringify({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }));
  const home = absolutePath(join(temporaryFolder(), 'home'));
  mkdirSync(home);
  const line = JSON.stringify({ msg: 'a fault', text: `header ${Buffer.from(secretAccessKey).toString('base64')}` });
  writeFileSync(join(home, 'cloudroll.log'), `${line}\n{"msg":"after ${secretAccessKey}"}\n`);
  const environment = { AWS_SESSION_TOKEN: 'aTokenOfTheEnvironment' };
  const { ledger } = ledgerWorld();
  const text = await diagnostics(
    { ...parts({ home, keychain, environment, profiles: [unreachable] }), ledger, settings: null },
    never,
  );
  expectNoSecretIn(text, secretAccessKey);
  expectNoSecretIn(text, 'AKIAIOSFODNN7EXAMPLE');
  expectNoSecretIn(text, environment.AWS_SESSION_TOKEN);
  expect(text).toContain('"bucket": "pictures"');
  expect(text).toContain('"a fault"');
});

test('samples are stored images with a file here, the newest first', async () => {
  const { ledger, settle, begin } = ledgerWorld();
  for (const number of [1, 2, 3]) {
    const key = begin(number, number);
    ledger.journeys.move(key, 'hashed', 'uploading', number);
    ledger.objects.confirm(profile, key.imageId, object('thumb', { sha256: 'cd'.repeat(32) }));
    ledger.journeys.move(key, 'uploading', 'confirmed', number);
    ledger.journeys.stored(key, 'written', 10, number);
    if (number !== 2) ledger.files.hashed(settle(`${number}.png`), key.imageId);
  }
  expect(sampleImages(ledger, profile)).toEqual([
    { imageId: image(3), fileName: '3.png', thumb: 'cd'.repeat(8) },
    { imageId: image(1), fileName: '1.png', thumb: 'cd'.repeat(8) },
  ]);
});

test('a layout is shown with a real image, else with one that could be anybody’s, and its fault instead of a key', () => {
  const { ledger, settle, begin } = ledgerWorld();
  const { imageId } = begin(7);
  ledger.images.describe(imageId, { width: 40, height: 30, capturedAt: '2024-02-03T04:05:06' });
  ledger.files.hashed(settle('trip/a.png'), imageId);
  const layout = { originalKey: '{year}/{folder}/{name}-{hash8}.{ext}', renditionKey: '{hash}.{ext}' };
  expect(draftLayout(ledger, { ...layout, imageId })).toEqual({
    original: { key: '2024/trip/a-00000000.png', fault: null },
    rendition: { key: null, fault: { code: 'no-rendition' } },
  });
  expect(draftLayout(ledger, { ...layout, imageId: image(8) }).original.key).toBe(
    '2026/Holiday/Coast/IMG_0042-9f2c41d7.jpg',
  );
});
