/** @file sharp where two copies of GLib meet, as they do in Electron on Linux: imitated by preloading the system's. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { forkPixels, pixelEnvironment } from '../../../electron/fork-pixels.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { fileIdentity } from '../../../electron/foundation/file-identity.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { resizeInProcess } from '../../../electron/journey/resize/resize-in-process.ts';
import { pixelLoad, settle, testSharp } from '../../../electron/journey/resize/sharp-loading.ts';
import { defaultRenditions } from '../../../shared/profile.ts';
import { fullExif, photo } from '../../fixtures/images.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const never = new AbortController().signal;
const glib = ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0'];
const isGlibHere =
  process.platform === 'linux' &&
  glib.every((name) => execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).includes(name));

function resizer(environment: Record<string, string> = {}) {
  const start = forkPixels({ ...pixelEnvironment(process.env), ...environment });
  const made = resizeInProcess({ start, clock: systemClock, log: silentLog, imagesAtOnce: 2 });
  onTestFinished(() => made.close());
  return made;
}

async function request() {
  const path = absolutePath(join(await temporaryFolder(), 'a.jpg'));
  writeFileSync(path, await photo({ exif: fullExif }));
  return { path, identity: fileIdentity(lstatSync(path)), recipes: defaultRenditions, pixelLimit: 1e8 };
}

const bothRenditions = {
  kind: 'resized',
  details: { width: 640, height: 480, camera: 'Canon EOS R5' },
  renditions: [
    { name: 'thumb', width: 320, height: 240 },
    { name: 'preview', width: 640, height: 480 },
  ],
};

test('in plain Node the native engine runs', async () => {
  const { resize, engine } = resizer();
  expect(await resize(await request(), never)).toMatchObject(bothRenditions);
  expect(await engine()).toBe('native');
});

test.skipIf(!isGlibHere)('beside the system GLib the two-step engine is chosen, and works', async () => {
  const { resize, engine } = resizer({ LD_PRELOAD: glib.join(' ') });
  expect(await engine()).toBe('two-step');
  expect(await resize(await request(), never)).toMatchObject(bothRenditions);
});

const packages = createRequire(import.meta.url).resolve.paths('@img/sharp-wasm32') ?? [];
const isWasmHere = packages.some((folder) => existsSync(join(folder, '@img/sharp-wasm32')));

test.skipIf(!isWasmHere)('the WebAssembly engine runs where it is installed', async () => {
  const fork = forkPixels(pixelEnvironment(process.env));
  const made = resizeInProcess({
    start: () => fork('webassembly'),
    clock: systemClock,
    log: silentLog,
    imagesAtOnce: 1,
  });
  onTestFinished(() => made.close());
  expect(await made.resize(await request(), never)).toMatchObject(bothRenditions);
});

test('sharp settled reads the common formats still, and no others', async () => {
  settle(sharp);
  await testSharp(sharp);
  await expect(sharp(Buffer.from('P6 1 1 255 abc')).metadata()).rejects.toThrow('unsupported image format');
});

test('an engine nobody knows is a mistake', () => {
  expect(() => pixelLoad('steam')).toThrow('steam');
});
