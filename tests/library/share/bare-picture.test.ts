/** @file What is around a picture goes, its pixels stay; whatever is not whole is left to others. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import { barePicture, isBare } from '../../../electron/library/share/bare-picture.ts';
import { animation, bmp, fullExif, heicLike, photo, wideGamutJpeg } from '../../fixtures/images.ts';

const place = { ...fullExif };
const { IFD3: _, ...withoutPlace } = fullExif;

const pixels = (bytes: Buffer) =>
  sharp(bytes, { animated: true, autoOrient: true }).raw().toBuffer({ resolveWithObject: true });

/** A segment of a JPEG, right after its start. */
function withSegment(jpeg: Buffer, marker: number, payload: string): Buffer {
  const body = Buffer.from(payload, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const formats = ['jpeg', 'png', 'webp'] as const;

describe.each(formats)('a %s', (format) => {
  const type = `image/${format}`;

  test('with a place loses it, and every note, but no pixel', async () => {
    const whole = await photo({ format, exif: place, width: 120, height: 80 });
    expect(readPictureDetails(whole).details.gps).toBeDefined();
    const bare = barePicture(type, whole);
    expect(bare?.tellsPlace).toBe(true);
    const bytes = bare?.bytes ?? Buffer.alloc(0);
    expect(readPictureDetails(bytes).details).toEqual({});
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(await pixels(bytes)).toEqual(await pixels(whole));
    expect([isBare(type, bytes), isBare(type, whole)]).toEqual([true, false]);
  });

  test('with a camera and no place tells none', async () => {
    const whole = await photo({ format, exif: withoutPlace, width: 64, height: 48 });
    expect(barePicture(type, whole)?.tellsPlace).toBe(false);
  });

  test('with XMP, IPTC or any other note may tell one', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><Iptc4xmpCore:Location>Rio</Iptc4xmpCore:Location></x:xmpmeta>';
    const whole = await sharp(await photo({ width: 64, height: 48 }))
      .withXmp(xmp)
      .toFormat(format)
      .toBuffer();
    expect((await sharp(whole).metadata()).xmp?.includes('Rio')).toBe(true);
    const bare = barePicture(type, whole);
    expect(bare?.tellsPlace).toBe(true);
    expect((await sharp(bare?.bytes).metadata()).xmp).toBeUndefined();
  });

  test('that is turned stays turned', async () => {
    const whole = await sharp(await photo({ width: 64, height: 48 }))
      .withExif(place)
      .withMetadata({ orientation: 6 })
      .toFormat(format)
      .toBuffer();
    const bytes = barePicture(type, whole)?.bytes ?? Buffer.alloc(0);
    expect((await sharp(bytes).metadata()).orientation).toBe(6);
    expect(await pixels(bytes)).toEqual(await pixels(whole));
    expect(isBare(type, bytes)).toBe(true);
  });

  test('with something behind its end loses that', async () => {
    const whole = await photo({ format, width: 64, height: 48 });
    expect(barePicture(type, whole)?.tellsPlace).toBe(false);
    const bare = barePicture(type, Buffer.concat([whole, Buffer.from('a film with a place of its own')]));
    expect(bare?.tellsPlace).toBe(true);
    expect(bare?.bytes.includes('film')).toBe(false);
  });

  test('cut anywhere is not bared, and nothing breaks', async () => {
    const whole = await photo({ format, exif: place, width: 48, height: 32 });
    for (let length = 0; length < whole.length; length += 7) {
      const bare = barePicture(type, whole.subarray(0, length));
      expect(bare === null || bare.tellsPlace, `${length} bytes`).toBe(true);
    }
  });
});

describe('a JPEG', () => {
  test('with a comment, a second picture or a segment of a maker may tell a place', async () => {
    const whole = await photo({ width: 32, height: 32 });
    for (const [marker, payload] of [
      [0xfe, 'taken in Rio'],
      [0xe2, 'MPF\0 and more'],
      [0xed, 'Photoshop 3.0\0 8BIM'],
      [0xe5, 'somebody’s own'],
      [0xe1, 'Exif\0\0 that is none'],
    ] as const) {
      const bare = barePicture('image/jpeg', withSegment(whole, marker, payload));
      expect(bare?.tellsPlace, payload).toBe(true);
      expect(bare?.bytes.equals(barePicture('image/jpeg', whole)?.bytes ?? Buffer.alloc(1))).toBe(true);
    }
  });

  test('keeps its colours', async () => {
    const whole = await wideGamutJpeg();
    const bytes = barePicture('image/jpeg', whole)?.bytes ?? Buffer.alloc(0);
    expect((await sharp(bytes).metadata()).icc?.equals((await sharp(whole).metadata()).icc ?? Buffer.alloc(1))).toBe(
      true,
    );
  });

  test('in several scans keeps all of them', async () => {
    const whole = await sharp(await photo({ exif: place }))
      .keepExif()
      .jpeg({ progressive: true })
      .toBuffer();
    const bytes = barePicture('image/jpeg', whole)?.bytes ?? Buffer.alloc(0);
    expect(await pixels(bytes)).toEqual(await pixels(whole));
  });
});

test('a film in a GIF or WebP keeps its frames, and loses its comments', async () => {
  for (const format of ['gif', 'webp'] as const) {
    const whole = await animation(format);
    const bytes = barePicture(`image/${format}`, whole)?.bytes ?? Buffer.alloc(0);
    expect((await sharp(bytes, { animated: true }).metadata()).pages).toBe(3);
    expect(await pixels(bytes)).toEqual(await pixels(whole));
  }
  const gif = await animation('gif');
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, 3]), Buffer.from('Rio'), Buffer.from([0])]);
  const commented = Buffer.concat([gif.subarray(0, -1), comment, gif.subarray(-1)]);
  const bare = barePicture('image/gif', commented);
  expect([bare?.tellsPlace, bare?.bytes.includes('Rio')]).toEqual([true, false]);
  expect(bare?.bytes.equals(gif)).toBe(true);
});

describe('an AVIF or HEIC', () => {
  const avif = (exif?: typeof fullExif) =>
    photo({ format: 'avif', width: 64, height: 48, ...(exif === undefined ? {} : { exif }) });
  /** The same file under the other name: what is around a picture does not tell how it is coded. */
  const asHeic = (bytes: Buffer) => {
    const heic = Buffer.from(bytes);
    heic.write('heic', 8, 'latin1');
    return heic;
  };

  test('with a place loses it, and no byte moves', async () => {
    const whole = await avif(place);
    expect(readPictureDetails(whole).details.gps).toBeDefined();
    const bare = barePicture('image/avif', whole);
    expect(bare?.tellsPlace).toBe(true);
    const bytes = bare?.bytes ?? Buffer.alloc(0);
    expect(bytes.length).toBe(whole.length);
    expect(readPictureDetails(bytes).details).toEqual({});
    expect(bytes.includes('Canon')).toBe(false);
    expect(await pixels(bytes)).toEqual(await pixels(whole));
    expect([isBare('image/avif', bytes), isBare('image/avif', whole)]).toEqual([true, false]);
    expect(isBare('image/heic', barePicture('image/heic', asHeic(whole))?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  test('with a camera and no place tells none, and one without notes is bare', async () => {
    expect(barePicture('image/avif', await avif(withoutPlace))?.tellsPlace).toBe(false);
    expect(isBare('image/avif', await avif())).toBe(true);
  });

  test('with XMP, a box of a maker, or bytes that no picture is made of, may tell one', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><Iptc4xmpCore:Location>Rio</Iptc4xmpCore:Location></x:xmpmeta>';
    const noted = await sharp(await avif())
      .withXmp(xmp)
      .avif({ effort: 0 })
      .toBuffer();
    const box = Buffer.from('\0\0\0\x10uuidRio says', 'latin1');
    const boxed = Buffer.concat([await avif(), box]);
    const hidden = Buffer.concat([await avif(), Buffer.from('\0\0\0\x0bmdatRio', 'latin1')]);
    for (const whole of [noted, boxed, hidden]) {
      expect(whole.includes('Rio')).toBe(true);
      const bare = barePicture('image/avif', whole);
      expect([bare?.tellsPlace, bare?.bytes.includes('Rio')]).toEqual([true, false]);
      expect(await pixels(bare?.bytes ?? Buffer.alloc(0))).toEqual(await pixels(whole));
    }
  });

  test('cut or damaged anywhere is not bared, or loses its notes all the same, and nothing breaks', async () => {
    const whole = await avif(place);
    for (let at = 0; at < Math.min(whole.length, 1200); at += 3) {
      expect(barePicture('image/avif', whole.subarray(0, at))).toBeNull();
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const bare = barePicture('image/avif', damaged);
      expect(bare === null || bare.tellsPlace || isBare('image/avif', bare.bytes)).toBe(true);
    }
  });
});

test('a BMP has no room for notes, unless something follows it', () => {
  expect(isBare('image/bmp', bmp())).toBe(true);
  expect(barePicture('image/bmp', Buffer.concat([bmp(), Buffer.from('note')]))).toBeNull();
});

test('a format that is not known here is left to others', () => {
  expect(barePicture('image/heic', heicLike())).toBeNull();
  expect(barePicture('image/jpeg', bmp())).toBeNull();
});
