/** @file The tray looks at the engine when it was told to, gathered, and never by itself. */
import { expect, test, vi } from 'vitest';
import { changes } from '../../electron/api/changes.ts';
import { followEngine } from '../../electron/desktop/follow-engine.ts';
import { manualClock } from '../fakes/manual-clock.ts';

test('a hundred changes are one look, and the next comes a second later', async () => {
  const clock = manualClock();
  const told = changes(clock);
  const end = new AbortController();
  let looks = 0;
  const look = () => {
    looks += 1;
  };
  const following = followEngine(told, clock, look, end.signal);
  for (let n = 0; n < 100; n += 1) told.tell('images');
  await vi.waitFor(() => expect(looks).toBe(1));
  told.tell('status');
  told.tell('status');
  await clock.advance(999);
  expect(looks).toBe(1);
  await clock.advance(1);
  await vi.waitFor(() => expect(looks).toBe(2));
  await clock.advance(3_600_000);
  expect(looks).toBe(2);
  end.abort();
  await following;
});
