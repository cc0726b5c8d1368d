/** @file Bytes go no faster than they may, whoever asks, and whenever the rate changes. */
import { expect, test } from 'vitest';
import { pace } from '../../electron/foundation/pace.ts';
import { manualClock } from '../fakes/manual-clock.ts';

const forever = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('without a limit nothing waits', async () => {
  const clock = manualClock();
  const line = pace(() => null, clock);
  for (let n = 0; n < 100; n += 1) await line.take(1_000_000, forever);
  expect(clock.sleeping()).toEqual([]);
});

test('whoever asks, all together get the rate, in the order in which they asked', async () => {
  const clock = manualClock();
  const line = pace(() => 1000, clock);
  const order: number[] = [];
  const all = Array.from({ length: 20 }, (_, n) => line.take(100, forever).then(() => order.push(n)));
  for (let tenth = 0; tenth <= 20; tenth += 1) {
    await turn();
    // A tenth of a second of silence may be made up for at the beginning.
    expect(order.length).toBeLessThanOrEqual(tenth + 2);
    expect(order.length).toBeGreaterThanOrEqual(Math.min(20, tenth));
    clock.advance(100);
  }
  await Promise.all(all);
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test('silence is made up for by a tenth of a second at most', async () => {
  const clock = manualClock();
  const line = pace(() => 1000, clock);
  clock.advance(3_600_000);
  await line.take(100, forever);
  await line.take(100, forever);
  const third = line.take(100, forever);
  await turn();
  expect(clock.sleeping()).toEqual([100]);
  clock.advance(100);
  await third;
});

test('a limit that is lifted holds nobody, and counts nothing of before', async () => {
  const clock = manualClock();
  let rate: number | null = 10;
  const line = pace(() => rate, clock);
  await line.take(1000, forever);
  rate = null;
  await line.take(1_000_000, forever);
  rate = 1000;
  await line.take(1, forever);
  expect(clock.sleeping()).toEqual([]);
});

test('who gives up waiting is told so at once', async () => {
  const line = pace(() => 1, manualClock());
  await line.take(1000, forever);
  const giving = new AbortController();
  const waiting = line.take(1, giving.signal);
  giving.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(line.take(1, giving.signal)).rejects.toThrow('enough');
});
