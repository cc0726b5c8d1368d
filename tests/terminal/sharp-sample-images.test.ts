/** @file The demo's turned pictures are turned as their files say. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeSample } from '../../electron/terminal/sharp-sample-images.ts';

const sample = { number: 1, width: 600, height: 400, format: 'jpeg' } as const;

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'stored in orientation %i, its sun is seen on the left, above the hills',
  async (orientation) => {
    const bytes = await encodeSample({ ...sample, orientation, exif: { IFD0: { Make: 'SONY' } } });
    const { orientation: written = 1, exif } = await sharp(bytes).metadata();
    expect(written).toBe(orientation);
    expect(exif?.includes('SONY')).toBe(true);
    const plain = await sharp(await encodeSample(sample))
      .raw()
      .toBuffer();
    const { data, info } = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([600, 400]);
    let difference = 0;
    for (const [at, value] of data.entries()) difference += Math.abs(value - (plain[at] ?? 0));
    expect(difference / data.length).toBeLessThan(2);
  },
);

test('an animation has its frames', async () => {
  const { pages, width, height } = await sharp(await encodeSample({ ...sample, format: 'gif', frames: 3 })).metadata();
  expect({ pages, width, height }).toEqual({ pages: 3, width: 600, height: 400 });
});
