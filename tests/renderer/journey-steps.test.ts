/** @file An image's way, put together of its journal and its objects. */
import { expect, test } from 'vitest';
import { journeySteps, type Travelled } from '../../renderer/details/journey-steps.ts';

const image: Travelled = {
  size: 5000,
  bytesSent: 5300,
  objects: [
    { rendition: 'original', size: 5000, confirmedAt: 2500 },
    { rendition: 'thumb', size: 300, confirmedAt: 2000 },
    { rendition: 'late', size: 1, confirmedAt: 900_000 },
  ],
  journal: [
    { state: 'hashed', at: 1000, note: null },
    { state: 'uploading', at: 2000, note: null },
    { state: 'confirmed', at: 2500, note: null },
    { state: 'stored', at: 3000, note: 'written' },
  ],
};

test('each object stands where the store confirmed it, with its bytes and what it took', () => {
  const told = journeySteps(image).map((step) => [
    step.kind === 'object' ? step.rendition : step.state,
    step.took,
    step.bytes,
  ]);
  expect(told).toEqual([
    ['hashed', null, 5000],
    ['uploading', 1000, null],
    ['thumb', 0, 300],
    ['original', 500, 5000],
    ['confirmed', 0, 5300],
    ['stored', 500, null],
  ]);
});

test('what a verification confirmed again later is no step, and a day between two steps is not measured', () => {
  const steps = journeySteps({
    ...image,
    journal: [...image.journal, { state: 'hashed', at: 90_000_000, note: null }],
  });
  expect(steps.at(-1)).toMatchObject({ state: 'hashed', took: null });
  expect(steps.some((step) => step.kind === 'object' && step.rendition === 'late')).toBe(false);
  expect(journeySteps({ ...image, journal: [] })).toEqual([]);
});
