/** @file The health page counts what really happened, and an alert comes once, when more fails than a person lets pass. */
import { expect, test, vi } from 'vitest';
import { silentLog } from '../../../electron/foundation/log.ts';
import { failureAlert, health, keepFailureAlert, percentiles } from '../../../electron/library/log/health.ts';
import { logPage, pruneLog, wholeLog } from '../../../electron/library/log/log-page.ts';
import { countersSince, havePublished, keepPublishing, publishing } from '../../../electron/library/log/publishing.ts';
import { watchHealth } from '../../../electron/library/log/watch-health.ts';
import { LogRequest } from '../../../shared/library-log.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { ledgerWorld, offline } from '../../ledger/ledger-world.ts';

const minute = 60_000;
const now = Date.UTC(2026, 5, 1, 12);

/** Carried with so many milliseconds in each stage, and stored at `at`. */
function carried(
  { ledger, begin }: ReturnType<typeof ledgerWorld>,
  number: number,
  at: number,
  [one, two, three]: [number, number, number],
) {
  const key = begin(number, at - one - two - three);
  ledger.journeys.move(key, 'hashed', 'uploading', at - two - three);
  ledger.journeys.move(key, 'uploading', 'confirmed', at - three);
  ledger.journeys.stored(key, 'written', 1, at);
}

function failed({ ledger, begin }: ReturnType<typeof ledgerWorld>, number: number, at: number) {
  ledger.journeys.hold(begin(number, at), 'hashed', 'waiting', offline, at + 1, at);
}

test('images a minute, failures and the length of each stage are those of the journal', () => {
  const world = ledgerWorld();
  carried(world, 1, now - 30 * minute, [10, 100, 1]);
  carried(world, 2, now - 30 * minute, [20, 200, 2]);
  carried(world, 3, now - 90 * minute, [30, 300, 3]);
  carried(world, 4, now - 25 * 60 * minute, [40, 400, 4]);
  failed(world, 5, now - 1);
  const look = health(world.ledger, now);
  expect(look.lastHour).toEqual({ stored: 2, failed: 1 });
  expect(look.lastDay).toEqual({ stored: 3, failed: 1 });
  expect(look.failureRate).toBeCloseTo(1 / 3);
  expect(look.minutes).toHaveLength(60);
  expect(look.minutes.filter(({ stored }) => stored > 0)).toEqual([{ at: now - 30 * minute, stored: 2, failed: 0 }]);
  expect(look.stages.sending).toEqual({ images: 3, p50: 200, p90: 300, p99: 300 });
  expect(look.stages.whole.p50).toBe(222);
  expect([look.stages.preparing.p50, look.stages.recording.p50]).toEqual([20, 2]);
  expect(look.alert).toMatchObject({ above: 20, isAbove: false });
});

test('with nothing in it, the page says nothing rather than zero per cent', () => {
  const look = health(ledgerWorld().ledger, now);
  expect(look.failureRate).toBeNull();
  expect(look.stages.whole).toEqual({ images: 0, p50: 0, p90: 0, p99: 0 });
  expect(percentiles([5])).toEqual({ images: 1, p50: 5, p90: 5, p99: 5 });
});

test('an alert is noted once, when the rate passes what was set, and told again when it is over', async () => {
  const world = ledgerWorld();
  const { ledger } = world;
  const clock = manualClock(now);
  const alerts: unknown[] = [];
  const looks: number[] = [];
  const ending = new AbortController();
  keepFailureAlert(ledger, { above: 50, atLeast: 2 });
  expect(failureAlert(ledger)).toEqual({ above: 50, atLeast: 2 });
  const onLook = async () => void looks.push(clock.now());
  const watching = watchHealth(
    { ledger, clock, log: silentLog, onLook, onAlert: (alert) => void alerts.push(alert) },
    ending.signal,
  );
  const turn = async (): Promise<void> => {
    const before = looks.length;
    await vi.waitFor(() => expect(clock.sleeping()).toHaveLength(1));
    clock.advance(5 * minute);
    await vi.waitFor(() => expect(looks).toHaveLength(before + 1));
  };
  failed(world, 1, now);
  await turn();
  expect(alerts).toEqual([]);
  failed(world, 2, now);
  await turn();
  await turn();
  expect(alerts).toEqual([{ failed: 2, ended: 2 }]);
  for (let number = 3; number < 8; number += 1) carried(world, number, now, [1, 1, 1]);
  await turn();
  expect(alerts).toEqual([{ failed: 2, ended: 2 }, null]);
  await vi.waitFor(() => expect(clock.sleeping()).toHaveLength(1));
  ending.abort(new DOMException('', 'AbortError'));
  await watching;
  expect(ledger.deeds.page({ kinds: ['alert'] }, null, 9)).toMatchObject([{ subject: '100 %', images: 2 }]);
});

test('the log is turned page by page while it grows, and forgets what is old', async () => {
  const { ledger, store } = ledgerWorld();
  for (let number = 0; number < 5; number += 1) store(number, number);
  const first = logPage(ledger, LogRequest.parse({ limit: 2 }));
  store(9, 9);
  const second = logPage(ledger, LogRequest.parse({ limit: 3, after: first.next }));
  expect([...first.entries, ...second.entries].map(({ at }) => at)).toEqual([4, 3, 2, 1, 0]);
  expect(second.next).toBeNull();
  expect(() => logPage(ledger, LogRequest.parse({ after: 'AAAA' }))).toThrow(/bad-settings/);
  expect([...wholeLog(ledger, {})]).toHaveLength(6);
  const day = 24 * 60 * minute;
  expect(await pruneLog(ledger, 400 * day + 3)).toBe(3);
});

test('publishing is off until a person puts it on', () => {
  const { ledger } = ledgerWorld();
  expect(publishing(ledger, ['p'])).toEqual([{ profile: 'p', on: false, last: null }]);
  keepPublishing(ledger, 'p', true);
  havePublished(ledger, 'p', 5);
  expect(publishing(ledger, ['p', 'q'])).toMatchObject([{ on: true, last: 5 }, { on: false }]);
  keepPublishing(ledger, 'p', false);
  expect(publishing(ledger, ['p'])).toMatchObject([{ on: false }]);
});

test('what is published are the counters of one profile since the last time, and none twice', () => {
  const world = ledgerWorld();
  const { ledger } = world;
  carried(world, 1, now - 90 * minute, [1, 1, 1]);
  carried(world, 2, now - 5 * minute, [10, 100, 1]);
  failed(world, 3, now - 5 * minute);
  expect(countersSince(ledger, 'p', now)).toEqual({ stored: 1, failed: 1, median: 111 });
  expect(countersSince(ledger, 'q', now)).toBeNull();
  havePublished(ledger, 'p', now);
  expect(countersSince(ledger, 'p', now + 1)).toBeNull();
  expect(countersSince(ledger, 'p', now + 10 * minute)).toBeNull();
});
