/** @file What hangs on the pointer is there at once or not at all, and of a page nothing but a small PNG is taken for it. */
import { expect, test, vi } from 'vitest';
import { DragPicture, thumbForDrag } from '../../electron/desktop/drag-picture.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { dragPictureSize } from '../../shared/desktop-bridge.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { photo } from '../fixtures/images.ts';
import { image, offline, profile } from '../ledger/ledger-world.ts';

const key = { profile, imageId: image(1) };
const bytes = Buffer.from('a thumbnail');

test('a thumbnail that is at hand is given, and no timer stays', async () => {
  const clock = manualClock();
  expect(await thumbForDrag({ clock, thumb: async () => bytes }, key)).toEqual(bytes);
  expect(clock.sleeping()).toEqual([]);
});

test('a drag does not wait for a thumbnail that has to be fetched first', async () => {
  const clock = manualClock();
  const given = thumbForDrag({ clock, thumb: () => new Promise(() => undefined) }, key);
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([100]));
  clock.advance(100);
  expect(await given).toBeNull();
});

test('no thumbnail, a store that does not answer and a huge one are a drag without; a fault of ours is said', async () => {
  const clock = manualClock();
  const given = (thumb: () => Promise<Buffer | null>) => thumbForDrag({ clock, thumb }, key);
  expect(await given(async () => null)).toBeNull();
  expect(await given(() => Promise.reject(new Failed(offline)))).toBeNull();
  expect(await given(async () => Buffer.alloc(1024 * 1024))).toBeNull();
  await expect(given(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});

test('of a page a small PNG is taken, or none', async () => {
  const size = dragPictureSize;
  const small = new Uint8Array(await photo({ width: size, height: 40, format: 'png' }));
  expect(DragPicture.parse(small)).toEqual(small);
  expect(DragPicture.parse(null)).toBeNull();
  const refused = [
    await photo({ width: size + 1, height: 40, format: 'png' }),
    await photo({ width: 40, height: size + 1, format: 'png' }),
    await photo({ width: 40, height: 40, format: 'jpeg' }),
    small.subarray(0, 20),
    Buffer.concat([small, Buffer.alloc(size * size * 5)]),
    'data:image/png;base64,',
    undefined,
  ];
  for (const picture of refused) expect(DragPicture.safeParse(picture).success).toBe(false);
});
