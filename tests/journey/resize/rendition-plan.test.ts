/** @file Sizes of renditions, and when one decode serves all. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaledSize, sharedSize } from '../../../electron/journey/resize/rendition-plan.ts';
import { RenditionRecipe } from '../../../shared/profile.ts';

const recipe = (width: number, height: number, fit: RenditionRecipe['fit'] = 'inside') =>
  RenditionRecipe.parse({ name: 'a', width, height, fit, format: 'jpeg' });
const photo = { width: 4000, height: 3000 };

test.each([
  ['inside', { width: 300, height: 225 }],
  ['contain', { width: 300, height: 225 }],
  ['cover', { width: 400, height: 300 }],
  ['fill', { width: 300, height: 300 }],
] as const)('%s scales a photo to its way', (fit, size) => {
  expect(scaledSize(photo, recipe(300, 300, fit))).toEqual(size);
});

test('inside never enlarges; the others do as they are told', () => {
  const small = { width: 100, height: 50 };
  expect(scaledSize(small, recipe(300, 300))).toEqual(small);
  expect(scaledSize(small, recipe(300, 300, 'cover'))).toEqual({ width: 600, height: 300 });
});

test('nothing is ever less than a pixel', () => {
  expect(scaledSize({ width: 60_000, height: 1 }, recipe(300, 300))).toEqual({ width: 300, height: 1 });
});

test('one decode at the size of the largest rendition serves all', () => {
  expect(sharedSize(photo, [recipe(320, 320), recipe(2048, 2048)])).toEqual({ width: 2048, height: 1536 });
});

test('a lone rendition, and pictures too large to keep decoded, decode for themselves', () => {
  expect(sharedSize(photo, [recipe(320, 320)])).toBeNull();
  expect(sharedSize({ width: 16_000, height: 16_000 }, [recipe(320, 320), recipe(15_000, 15_000)])).toBeNull();
});

test('the shared decode is never smaller than any rendition made from it, nor larger than the picture', () => {
  const side = fc.integer({ min: 1, max: 6000 });
  const wishes = fc.array(fc.tuple(side, side, fc.constantFrom('inside', 'cover', 'contain', 'fill')), {
    minLength: 2,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.record({ width: side, height: side }), wishes, (picture, asked) => {
      const recipes = asked.map(([width, height, fit]) => recipe(width, height, fit));
      const shared = sharedSize(picture, recipes) ?? picture;
      expect(shared.width).toBeLessThanOrEqual(picture.width);
      for (const size of recipes.map((wish) => scaledSize(picture, wish))) {
        expect(shared.width).toBeGreaterThanOrEqual(Math.min(size.width, picture.width));
        expect(shared.height).toBeGreaterThanOrEqual(Math.min(size.height, picture.height));
      }
    }),
  );
});
