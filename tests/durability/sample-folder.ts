/** @file Folders full of what a folder is full of: small pictures, one twice, one in parts, things that are none. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flat, heicLike } from '../fixtures/images.ts';
import { seededRandom } from '../fixtures/seeded-random.ts';

export type SampleFolder = {
  readonly path: string;
  /** What must end in the cloud, by path below the folder; the same bytes can be there twice. */
  readonly images: ReadonlyMap<string, Buffer>;
  /** What must be refused with a reason. */
  readonly others: readonly string[];
};

/** Quick to make and to decode; another number is another picture. */
export function smallPicture(number: number): Promise<Buffer> {
  const colour = `#${((number * 2_654_435_761) >>> 8).toString(16).padStart(6, '0').slice(-6)}`;
  return flat(colour, 24 + (number % 9))
    .png()
    .toBuffer();
}

/** Goes in parts (8 MiB each) and has no renditions: recognised, and not to be decoded. */
export function largePicture(seed: number, mebibytes = 17): Buffer {
  const random = seededRandom(seed);
  const bytes = Buffer.alloc(mebibytes * 1024 * 1024);
  for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
  heicLike().copy(bytes);
  return bytes;
}

export function writeBelow(folder: string, path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

export async function smallFolder(path: string, first = 1): Promise<SampleFolder> {
  const [one, two, three] = await Promise.all([0, 1, 2].map((more) => smallPicture(first + more)));
  if (one === undefined || two === undefined || three === undefined) throw new Error('Three were asked for');
  const images = new Map([
    ['one.png', one],
    ['below/two.png', two],
    ['below/deeper/drei ü&.png', three],
    ['below/one again.png', one],
  ]);
  for (const [name, bytes] of images) writeBelow(path, name, bytes);
  writeBelow(path, 'notes.txt', Buffer.from('no picture'));
  writeBelow(path, 'empty.jpg', Buffer.alloc(0));
  return { path, images, others: ['notes.txt', 'empty.jpg'] };
}

export function largeFolder(path: string, seed: number): SampleFolder {
  const bytes = largePicture(seed);
  writeBelow(path, 'large.heic', bytes);
  return { path, images: new Map([['large.heic', bytes]]), others: [] };
}
