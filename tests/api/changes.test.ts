/** @file Many events become few: gathered by a clock that the test moves. */
import { expect, test } from 'vitest';
import { betweenEvents, changes } from '../../electron/api/changes.ts';
import { runMeter } from '../../electron/api/run-meter.ts';
import { manualClock } from '../fakes/manual-clock.ts';

test('a thousand changes in a second are at most ten messages, and none is lost', async () => {
  const clock = manualClock();
  const ending = new AbortController();
  const told = changes(clock);
  const events = told.listen(ending.signal);
  expect(await events.next()).toEqual({ done: false, value: { changed: [] } });
  let messages = 0;
  const heard = new Set<string>();
  const listening = (async () => {
    for await (const { changed } of events) {
      messages += 1;
      for (const change of changed) heard.add(change);
    }
  })();
  for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
    told.tell('images', millisecond % 2 === 0 ? 'status' : 'issues');
    await Promise.resolve();
    clock.advance(1);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  ending.abort();
  await listening;
  expect(messages).toBeGreaterThan(8);
  expect(messages).toBeLessThanOrEqual(1000 / betweenEvents + 1);
  expect([...heard].sort()).toEqual(['images', 'issues', 'status']);
});

test('what changes while a message is on its way is in the next one', async () => {
  const clock = manualClock();
  const ending = new AbortController();
  const told = changes(clock);
  const events = told.listen(ending.signal);
  await events.next();
  told.tell('images');
  expect((await events.next()).value).toEqual({ changed: ['images'] });
  told.tell('folders');
  const next = events.next();
  await expect.poll(() => clock.sleeping()).toEqual([betweenEvents]);
  told.tell('folders', 'issues');
  clock.advance(betweenEvents);
  expect((await next).value).toEqual({ changed: ['folders', 'issues'] });
  ending.abort();
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('the speed is that of the last seconds, and none is guessed', () => {
  const clock = manualClock();
  let moves = 0;
  const meter = runMeter(clock, () => (moves += 1));
  expect(meter.look().bytesPerSecond).toBeNull();
  meter.sent(1000);
  expect(meter.look()).toMatchObject({ bytesPerSecond: null, bytesSent: 1000 });
  for (let second = 0; second < 20; second += 1) {
    clock.advance(1000);
    meter.sent(500);
    meter.arrived({ path: 'a', size: 200 }, { kind: 'stored', bytesSent: 500 });
  }
  expect(meter.look()).toMatchObject({ bytesPerSecond: 550, endedPerSecond: 200, stored: 20, bytesSent: 11_000 });
  clock.advance(11_000);
  expect(meter.look().bytesPerSecond).toBe(0);
  expect(moves).toBe(41);
});

test('what was refused and failed is grouped, with a few examples; a minute of nothing ends the run', () => {
  const clock = manualClock();
  const meter = runMeter(clock, () => undefined);
  const failure = { code: 'file-missing', retry: 'never', scope: 'image', subject: 'x' } as const;
  for (let n = 0; n < 7; n += 1) {
    meter.arrived({ path: `n${n}`, size: 1 }, { kind: 'refused', reason: 'empty' });
  }
  meter.arrived({ path: 'f', size: 1 }, { kind: 'refused', reason: 'too-large' });
  meter.arrived({ path: 'g', size: 1 }, { kind: 'failed', failure });
  expect(meter.look()).toMatchObject({
    refused: [
      { reason: 'empty', files: 7, examples: ['n0', 'n1', 'n2', 'n3', 'n4'] },
      { reason: 'too-large', files: 1, examples: ['f'] },
    ],
    failed: [{ failure, images: 1, examples: ['g'] }],
  });
  clock.advance(60_001);
  meter.arrived({ path: 'h', size: 1 }, { kind: 'already' });
  expect(meter.look()).toMatchObject({ refused: [], failed: [], already: 1 });
});
