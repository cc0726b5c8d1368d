/** @file Landscapes are whole drawings, each number another. */
import { expect, test } from 'vitest';
import { scene } from '../../electron/terminal/sample-scenes.ts';

test('each number is another landscape, and the same each time', () => {
  const size = { width: 60, height: 40 };
  const drawn = Array.from({ length: 30 }, (_, number) => scene(number, size));
  expect(new Set(drawn).size).toBe(30);
  expect(drawn).toEqual(Array.from({ length: 30 }, (_, number) => scene(number, size)));
});
