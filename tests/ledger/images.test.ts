/** @file The images table: the first to meet an image says what it is; what the picture tells comes later. */
import { expect, test } from 'vitest';
import { image, ledgerWorld } from './ledger-world.ts';

const one = { imageId: image(1), size: 5, contentType: 'image/png', extension: 'png' };

test('later ones who meet it change nothing', () => {
  const { ledger } = ledgerWorld();
  ledger.images.add(one, 1);
  ledger.images.add({ ...one, extension: 'jpg' }, 2);
  expect(ledger.images.find(image(1))).toEqual({ ...one, details: null });
  expect(ledger.images.find(image(2))).toBeNull();
});

test('the picture is described once it has been opened, and again', () => {
  const { ledger } = ledgerWorld();
  ledger.images.add(one, 1);
  ledger.images.describe(image(1), { width: 4, height: 3, gps: { latitude: 1, longitude: 2 } });
  ledger.images.describe(image(1), { width: 5, camera: 'ü "quoted"' });
  expect(ledger.images.find(image(1))?.details).toEqual({ width: 5, camera: 'ü "quoted"' });
});
