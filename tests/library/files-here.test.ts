/** @file A file of this computer is named by its id and its image, and is given out only while it is one. */
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { fileHere, opensAsPicture } from '../../electron/library/files-here.ts';
import { ImageId } from '../../shared/image.ts';
import { journeyWorld, picture } from '../journey/journey-world.ts';

const idOf = (bytes: Uint8Array) => ImageId.parse(createHash('sha256').update(bytes).digest('hex'));

async function carried() {
  const world = journeyWorld({ files: { 'deep/a.bmp': picture(1), 'b.bmp': picture(2) } });
  await world.scan();
  await world.carry();
  const find = (name: string, of = picture(1)) =>
    fileHere(world.ledger, { imageId: idOf(of), file: world.file(name)?.id ?? -1 });
  return { ...world, find };
}

test('a file of the image is found; one of another image, and one that never was, are not', async () => {
  const { folder, find } = await carried();
  expect(await find('deep/a.bmp')).toBe(join(folder, 'deep/a.bmp'));
  expect(await find('b.bmp')).toBeNull();
  expect(await find('never.bmp')).toBeNull();
});

test('a file that is gone, or has become a link, is missing', async () => {
  const { folder, find } = await carried();
  rmSync(join(folder, 'deep/a.bmp'));
  await expect(find('deep/a.bmp')).rejects.toMatchObject({ failure: { code: 'file-missing' } });
  symlinkSync(join(folder, 'b.bmp'), join(folder, 'deep/a.bmp'));
  await expect(find('deep/a.bmp')).rejects.toMatchObject({ failure: { code: 'file-missing' } });
});

test.each(['a.jpg', 'b.JPEG', 'c.d.heic'])('%s opens as a picture', (name) =>
  expect(opensAsPicture(absolutePath(name))).toBe(true),
);

test.each(['a.desktop', 'b.jpg.exe', 'c.bat', 'png', '.jpg', 'd.svg'])('%s does not', (name) =>
  expect(opensAsPicture(absolutePath(name))).toBe(false),
);
