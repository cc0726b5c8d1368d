/** @file What is happening, as a window hears it: at once, then few and never for nothing. */
import { expect, test } from 'vitest';
import { type ActivityParts, activityFeed } from '../../electron/api/activity.ts';
import { betweenEvents } from '../../electron/api/changes.ts';
import { runMeter } from '../../electron/api/run-meter.ts';
import { Activity } from '../../shared/activity.ts';
import type { Closed } from '../../shared/queue.ts';
import type { ManualClock } from '../fakes/manual-clock.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { journeyWorld, picture } from '../journey/journey-world.ts';

function feedOf(files: Readonly<Record<string, Uint8Array>> = {}) {
  const clock: ManualClock = manualClock();
  const moved = new Set<() => void>();
  const meter = runMeter(clock, () => {
    for (const listener of moved) listener();
  });
  let closed: Closed | null = null;
  const world = journeyWorld({ clock, files, gate: () => (closed === null ? null : 'closed') });
  const { ledger, parts, schedule } = world;
  const feed: ActivityParts = {
    engine: { ledger, parts, schedule, closed: () => closed },
    clock,
    meter,
    onMove: (listener) => {
      moved.add(listener);
      return () => moved.delete(listener);
    },
  };
  const ending = new AbortController();
  return {
    world,
    clock,
    meter,
    moved,
    ending,
    pause: () => (closed = { reason: 'paused', until: null }),
    events: activityFeed(feed, ending.signal),
  };
}

test('the first comes at once; a thousand moves in a second are at most ten more; silence is silent', async () => {
  const { clock, meter, events, ending, moved } = feedOf();
  const first = await events.next();
  expect(Activity.parse(first.value)).toMatchObject({ left: { images: 0, milliseconds: null }, bytesPerSecond: null });
  let heard = 0;
  let bytes = 0;
  const listening = (async () => {
    for await (const activity of events) {
      heard += 1;
      bytes = activity.run.bytesSent;
    }
  })();
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
    meter.sent(1);
    clock.advance(1);
    await settle();
  }
  clock.advance(betweenEvents);
  await settle();
  expect(heard).toBeGreaterThan(8);
  expect(heard).toBeLessThanOrEqual(11);
  expect(bytes).toBe(1000);
  const before = heard;
  for (let second = 0; second < 60; second += 1) {
    clock.advance(1000);
    await settle();
  }
  expect(heard).toBe(before);
  ending.abort();
  await listening;
  expect(moved.size).toBe(0);
});

test('what is left is counted while paused, and how long it takes is not guessed', async () => {
  const { world, events, pause, ending } = feedOf({ 'a.bmp': picture(1), 'b.bmp': picture(2) });
  pause();
  await world.settle('a.bmp');
  await world.settle('b.bmp');
  expect((await events.next()).value).toMatchObject({
    paused: { reason: 'paused' },
    left: { images: 2, bytes: 180, milliseconds: null },
    underWay: [],
  });
  ending.abort();
});
