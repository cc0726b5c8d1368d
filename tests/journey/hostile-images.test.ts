/** @file Every hostile image is accounted for, by the real pixel process, and the main process lives to tell. */
import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forkPixels, pixelEnvironment } from '../../electron/fork-pixels.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { fileIdentity } from '../../electron/foundation/file-identity.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { readImage } from '../../electron/journey/hash/read-image.ts';
import { acceptFile } from '../../electron/journey/intake/accept-file.ts';
import { recogniseImage } from '../../electron/journey/intake/recognise-image.ts';
import type { ImageResizer } from '../../electron/journey/resize/image-resizer.ts';
import { resizeInProcess } from '../../electron/journey/resize/resize-in-process.ts';
import { PictureDetails } from '../../shared/image.ts';
import { defaultRenditions } from '../../shared/profile.ts';
import { hostileImages } from '../fixtures/hostile-images.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const never = new AbortController().signal;

test('about three hundred hostile images end refused, resized, or carried without renditions', async () => {
  const folder = await temporaryFolder();
  const images = await hostileImages();
  let processes = 0;
  const fork = forkPixels(pixelEnvironment(process.env));
  const resizer = resizeInProcess({
    start: (engine) => {
      processes += 1;
      return fork(engine);
    },
    clock: systemClock,
    log: silentLog,
    imagesAtOnce: 2,
    timeout: 20_000,
  });
  onTestFinished(() => resizer.close());
  const ends = new Map<string, string>();
  await Promise.all(
    images.map(async ({ name, bytes }) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      ends.set(name, await endOf(path, resizer));
    }),
  );

  expect(images.length).toBeGreaterThan(280);
  expect(ends.size).toBe(images.length);
  const counts = Object.groupBy(ends.values(), (end) => end);
  for (const kind of ['resized', 'not-an-image', 'empty', 'cannot-decode', 'too-many-pixels']) {
    expect(counts[kind]?.length ?? 0, kind).toBeGreaterThan(0);
  }
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, ends.get(name)]))).toEqual(expected);
  // None of them has killed this decoder yet; when one does, it still has an end, and more processes than one.
  expect(processes).toBeGreaterThanOrEqual(1);
}, 120_000);

const expected = {
  'photo.jpg': 'resized',
  'plain.png': 'resized',
  'plain.webp': 'resized',
  'plain.gif': 'resized',
  'plain.avif': 'resized',
  'plain.tif': 'resized',
  'plain.svg': 'resized',
  'plain.bmp': 'cannot-decode',
  'phone.heic': 'cannot-decode',
  'nikon.nef': 'cannot-decode',
  'bomb-30000.png': 'too-many-pixels',
  'bomb-screen.gif': 'too-many-pixels',
  'jpeg-and-zip.jpg': 'resized',
  'html.jpg': 'not-an-image',
  'video.jpg': 'not-an-image',
  'empty.jpg': 'empty',
  'notes-no-date.jpg': 'resized',
  'notes-long-name.jpg': 'resized',
  'no-width.png': 'cannot-decode',
};

async function endOf(name: string, resizer: ImageResizer): Promise<string> {
  const path = absolutePath(name);
  const stats = lstatSync(path);
  const identity = fileIdentity(stats);
  const refusal = acceptFile({ identity, blocks: stats.blocks }, { largestFile: 1e9 });
  if (refusal !== null) return refusal;
  const read = await readImage(path, identity, { wholeUpTo: 1e9, signal: never });
  if (read.kind === 'changed') return 'changed';
  if (recogniseImage(read.head) === null) return 'not-an-image';
  const request = { path, identity, recipes: defaultRenditions, pixelLimit: 268_402_689 };
  const result = await resizer.resize(request, never);
  PictureDetails.parse(result.details);
  return result.kind === 'resized' ? 'resized' : result.why;
}
