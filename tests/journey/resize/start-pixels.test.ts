/** @file How often and how fast a process that will not live is started again. */
import { expect, test } from 'vitest';
import { silentLog } from '../../../electron/foundation/log.ts';
import { PixelsEnded } from '../../../electron/journey/resize/pixel-process.ts';
import { restAfterDeaths, startPixels } from '../../../electron/journey/resize/start-pixels.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { fragilePixels } from '../../fixtures/fork-fragile-pixels.ts';

test('the rest doubles with each death, up to ten seconds', () => {
  expect([0, 1, 2, 3, 7, 8, 100].map(restAfterDeaths)).toEqual([0, 100, 200, 400, 6400, 10_000, 10_000]);
});

test('five starts that fail are enough, and only the known engine is tried', async () => {
  const { start, started } = fragilePixels('native-dies');
  const rests: number[] = [];
  const clock = manualClock();
  const sleeping = { ...clock, sleep: async (length: number) => void rests.push(length) };
  const hasty = {
    ...sleeping,
    sleep: (length: number, signal?: AbortSignal) =>
      length > 10_000 ? clock.sleep(length, signal) : sleeping.sleep(length),
  };
  const closing = new AbortController().signal;
  await expect(startPixels({ start, clock: hasty, log: silentLog, closing }, 'native', 0)).rejects.toThrow(PixelsEnded);
  expect(rests).toEqual([100, 200, 400, 800]);
  expect(started.map(({ engine }) => engine)).toEqual(Array(5).fill('native'));
});

test('closing ends a rest', async () => {
  const closing = new AbortController();
  const { start, started } = fragilePixels();
  const starting = startPixels({ start, clock: manualClock(), log: silentLog, closing: closing.signal }, null, 3);
  closing.abort();
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
  expect(started).toEqual([]);
});
