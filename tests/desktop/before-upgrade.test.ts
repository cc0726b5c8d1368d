/** @file Before a large ledger is brought up to date the window is in sight; no other start waits for it. */
import { expect, test, vi } from 'vitest';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { showBeforeUpgrade } from '../../electron/desktop/before-upgrade.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { WindowSettings } from '../../shared/window-settings.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { large, ledgerOfBefore } from '../fixtures/ledger-of-before.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** A start, up to where the ledger would be opened. */
async function start(home: AbsolutePath) {
  const store = settingsStore(home);
  await store.saveWindow(WindowSettings.parse({ appearance: 'dark' }));
  const clock = manualClock();
  const sight = Promise.withResolvers<void>();
  const happened: string[] = [];
  const mayBeSeen = () => void happened.push('may be seen');
  const setAppearance = (appearance: string) => void happened.push(appearance);
  const log = { ...silentLog, info: (_: string, fields?: object) => void happened.push(JSON.stringify(fields)) };
  const first = { mayBeSeen, inSight: sight.promise };
  const goesOn = showBeforeUpgrade({ home, clock, log, store, first, setAppearance });
  void goesOn.then(() => happened.push('goes on'));
  return { clock, happened, inSight: sight.resolve, goesOn };
}

test('a start without an upgrade, or with a small one, shows the window when it is ready, as always', async () => {
  for (const home of [temporaryFolder(), ledgerOfBefore(0)]) {
    const { goesOn, happened } = await start(home);
    await goesOn;
    expect(happened).toEqual(['goes on']);
  }
});

test('a large ledger waits until the window is in sight, in the appearance that was chosen, and drawn', async () => {
  const { clock, goesOn, happened, inSight } = await start(ledgerOfBefore(large));
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([5000]));
  expect(happened).toEqual(['dark', 'may be seen']);
  inSight();
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([100]));
  expect(happened).toHaveLength(2);
  clock.advance(100);
  await goesOn;
  expect(happened.slice(2)).toEqual([expect.stringContaining('"inSight":true'), 'goes on']);
});

test('a window that never comes up holds the ledger up for seconds only', async () => {
  const { clock, goesOn, happened } = await start(ledgerOfBefore(large));
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([5000]));
  clock.advance(5000);
  await vi.waitFor(() => expect(clock.sleeping()).toEqual([100]));
  clock.advance(100);
  await goesOn;
  expect(happened.slice(2)).toEqual([expect.stringContaining('"inSight":false'), 'goes on']);
});
