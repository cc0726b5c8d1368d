/** @file The demo's folder is what the demo says it is. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fileIdentity } from '../../electron/foundation/file-identity.ts';
import { pathInside } from '../../electron/foundation/paths.ts';
import { recogniseImage } from '../../electron/journey/intake/recognise-image.ts';
import { readPictureDetails } from '../../electron/journey/resize/exifreader-picture-details.ts';
import { sharpImageResizer } from '../../electron/journey/resize/sharp-image-resizer.ts';
import { makeSampleImages } from '../../electron/terminal/sample-images.ts';
import { defaultRenditions } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const never = new AbortController().signal;

test('24 files: 21 images of which one is broken, two copies, and a text; and each ends as it says', async () => {
  const folder = await temporaryFolder();
  const { files, ...counts } = await makeSampleImages(folder, never);
  expect(counts).toEqual({ images: 21, withoutRenditions: 1, duplicates: 2, refused: 1 });
  expect(files).toHaveLength(24);
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(found).toHaveLength(24);
  const hashes = found.map(({ parentPath, name }) =>
    createHash('sha256')
      .update(readFileSync(join(parentPath, name)))
      .digest('hex'),
  );
  expect(new Set(hashes).size).toBe(22);

  const resize = sharpImageResizer({ sharp, readDetails: readPictureDetails, onTrouble: () => undefined });
  for (const { name, end } of files) {
    const path = pathInside(folder, name);
    const isImage = recogniseImage(readFileSync(path).subarray(0, 16_384)) !== null;
    expect(isImage, name).toBe(end.kind !== 'refused');
    if (!isImage) continue;
    const identity = fileIdentity(lstatSync(path));
    const result = await resize({ path, identity, recipes: defaultRenditions, pixelLimit: 1e8 });
    expect(result.kind === 'resized', name).toBe(end.kind !== 'stored' || end.withRenditions);
    if (name.startsWith('turned')) expect(result.details).toMatchObject({ width: 1200, height: 800 });
    if (end.kind === 'copy') expect(readFileSync(path).equals(readFileSync(pathInside(folder, end.of)))).toBe(true);
  }
});

test('stopping stops', async () => {
  const folder = await temporaryFolder();
  const making = makeSampleImages(folder, AbortSignal.abort());
  await expect(making).rejects.toMatchObject({ name: 'AbortError' });
});
