/** @file Makes the folder that the demo carries: 24 files as people have them, and what is to become of each. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RefusalReason } from '../../shared/failure.ts';
import { type AbsolutePath, pathInside } from '../foundation/paths.ts';
import { scene } from './sample-scenes.ts';
import { encodeSample, type SamplePicture } from './sharp-sample-images.ts';

/** What is to become of a file. A copy is carried as the image it is a copy of, and nothing more is sent for it. */
export type SampleEnd =
  | { readonly kind: 'stored'; readonly withRenditions: boolean }
  | { readonly kind: 'copy'; readonly of: string }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type SampleFile = {
  /** Within the folder, with forward slashes. */
  readonly name: string;
  readonly end: SampleEnd;
};

export type SampleImages = {
  readonly files: readonly SampleFile[];
  /** Different images, each of which is to be stored once. */
  readonly images: number;
  /** Of these, the ones that are carried without renditions. */
  readonly withoutRenditions: number;
  /** Files that are copies of another. */
  readonly duplicates: number;
  readonly refused: number;
};

type Sample = SampleFile & { readonly bytes: () => Promise<Buffer> };

type Exif = NonNullable<SamplePicture['exif']>;

const taken = (at: string, offset?: string): Exif => ({
  IFD2: { DateTimeOriginal: at, ...(offset === undefined ? {} : { OffsetTimeOriginal: offset }) },
});
const by = (make: string, model: string): Exif => ({ IFD0: { Make: make, Model: model } });
const place = (north: string, east: string): Exif => ({
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: north,
    GPSLongitudeRef: east.startsWith('-') ? 'W' : 'E',
    GPSLongitude: east.replace('-', ''),
  },
});

const lisbon: Exif = {
  ...by('Canon', 'Canon EOS R5'),
  ...taken('2024:06:01 20:41:07', '+01:00'),
  ...place('38/1 42/1 4980/100', '-9/1 8/1 2184/100'),
};
const iceland: Exif = {
  ...by('SONY', 'ILCE-7M4'),
  ...taken('2023:12:21 11:22:33', '+00:00'),
  ...place('64/1 8/1 4820/100', '-21/1 56/1 3360/100'),
};
const kyoto: Exif = {
  ...by('Apple', 'iPhone 15 Pro'),
  ...taken('2025:04:04 06:15:00', '+09:00'),
  ...place('35/1 0/1 4200/100', '135/1 46/1 600/100'),
};

const pictures: readonly (readonly [name: string, picture: SamplePicture])[] = [
  ['2024/lisbon-evening.jpg', { number: 0, width: 4000, height: 3000, format: 'jpeg', exif: lisbon }],
  ['2023/iceland.jpg', { number: 2, width: 2400, height: 1600, format: 'jpeg', exif: iceland }],
  ['2025/kyoto morning.jpg', { number: 3, width: 1512, height: 2016, format: 'jpeg', exif: kyoto }],
  [
    '2025/Übersee – Ferien.jpg',
    { number: 4, width: 1600, height: 1200, format: 'jpeg', exif: taken('2025:08:15 14:00:00', '+02:00') },
  ],
  ['no date.jpg', { number: 7, width: 1280, height: 853, format: 'jpeg' }],
  ['wide.jpg', { number: 11, width: 3000, height: 700, format: 'jpeg', exif: taken('1999:12:31 23:59:59') }],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation): readonly [string, SamplePicture] => [
    `turned/orientation-${orientation}.jpg`,
    {
      number: 20 + orientation,
      width: 1200,
      height: 800,
      format: 'jpeg',
      orientation,
      exif: taken(`2022:0${orientation}:10 10:00:00`, '+00:00'),
    },
  ]),
  ['drawn/dawn.png', { number: 9, width: 800, height: 600, format: 'png' }],
  ['drawn/dusk.webp', { number: 12, width: 1000, height: 1000, format: 'webp' }],
  ['drawn/days.gif', { number: 30, width: 240, height: 160, format: 'gif', frames: 6 }],
  ['drawn/small.avif', { number: 14, width: 480, height: 320, format: 'avif' }],
  ['drawn/print.tif', { number: 15, width: 900, height: 600, format: 'tiff' }],
];

const broken: SamplePicture = { number: 17, width: 1200, height: 800, format: 'jpeg' };

const samples: readonly Sample[] = [
  ...pictures.map(([name, picture]): Sample => ({ name, end: stored(true), bytes: () => encodeSample(picture) })),
  {
    name: 'drawn/hills.svg',
    end: stored(true),
    bytes: async () => Buffer.from(scene(18, { width: 600, height: 400 })),
  },
  copyOf('2023/iceland.jpg', 'backup/iceland.jpg'),
  copyOf('2024/lisbon-evening.jpg', 'backup/IMG_0042.JPG'),
  {
    // The card was pulled out too early. It is a JPEG still, so it is kept, and told to be damaged.
    name: 'broken.jpg',
    end: stored(false),
    bytes: async () => halfOf(await encodeSample(broken)),
  },
  {
    name: 'read me.txt',
    end: { kind: 'refused', reason: 'not-an-image' },
    bytes: async () => Buffer.from('A text among the pictures.\n'),
  },
];

/** Writes the files; the folder may exist, and files of these names are replaced. Throws the signal's reason when it aborts. */
export async function makeSampleImages(folder: AbsolutePath, signal: AbortSignal): Promise<SampleImages> {
  await Promise.all(
    samples.map(async ({ name, bytes }) => {
      const path = pathInside(folder, name);
      const content = await bytes();
      signal.throwIfAborted();
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }),
  );
  const ends = samples.map(({ end }) => end);
  return {
    files: samples.map(({ name, end }) => ({ name, end })),
    images: ends.filter(({ kind }) => kind === 'stored').length,
    withoutRenditions: ends.filter((end) => end.kind === 'stored' && !end.withRenditions).length,
    duplicates: ends.filter(({ kind }) => kind === 'copy').length,
    refused: ends.filter(({ kind }) => kind === 'refused').length,
  };
}

function stored(withRenditions: boolean): SampleEnd {
  return { kind: 'stored', withRenditions };
}

function copyOf(original: string, name: string): Sample {
  const picture = pictures.find(([known]) => known === original)?.[1];
  if (picture === undefined) throw new Error(`${name} is a copy of nothing`);
  return { name, end: { kind: 'copy', of: original }, bytes: () => encodeSample(picture) };
}

function halfOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.byteLength >> 1);
}
