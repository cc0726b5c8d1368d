/** @file Long work is told while it goes and ends with whoever listens; nothing of it is under way afterwards. */
import { expect, test } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { toldAsItGoes } from '../../electron/library/told-as-it-goes.ts';

const forever = new AbortController().signal;

/** Counts to `most`, a turn of the loop for each. */
function counting(most: number) {
  const state = { count: 0, isUnderWay: false };
  const work = async (tell: () => void, signal: AbortSignal): Promise<void> => {
    state.isUnderWay = true;
    try {
      while (state.count < most) {
        signal.throwIfAborted();
        state.count += 1;
        tell();
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      state.isUnderWay = false;
    }
  };
  return { state, told: (signal = forever) => toldAsItGoes(systemClock, () => state.count, work, signal) };
}

test('the first at once, the last when all is done, few between', async () => {
  const { told } = counting(500);
  const seen: number[] = [];
  for await (const count of told()) seen.push(count);
  expect(seen.at(-1)).toBe(500);
  expect(seen.length).toBeLessThan(100);
});

test('a reader that stops ends the work, and knows that it has ended', async () => {
  const { told, state } = counting(Number.POSITIVE_INFINITY);
  for await (const count of told()) if (count > 0) break;
  expect(state.isUnderWay).toBe(false);
});

test('a signal ends it without a failure', async () => {
  const { told, state } = counting(Number.POSITIVE_INFINITY);
  const stopping = new AbortController();
  for await (const count of told(stopping.signal))
    if (count > 0) stopping.abort(new DOMException('Stopped', 'AbortError'));
  expect(state.isUnderWay).toBe(false);
});

test('what the work throws is thrown', async () => {
  const failing = toldAsItGoes(
    systemClock,
    () => 0,
    async () => {
      throw new Error('out of order');
    },
    forever,
  );
  const all = async (): Promise<void> => {
    for await (const count of failing) expect(count).toBe(0);
  };
  await expect(all()).rejects.toThrow('out of order');
});
