/** @file The warning of a budget: once for a month, a budget and a state, and none beside a profile that rests for it. */
import { expect, onTestFinished, test } from 'vitest';
import { budgetDesk } from '../../electron/api/budget-desk.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import type { Change } from '../../shared/activity.ts';
import { CostSettings, Prices } from '../../shared/cost.ts';
import { Profile } from '../../shared/profile.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const base = { region: 'us-east-1', bucket: 'photos', userId: 'me', credentials: { kind: 'aws-chain' } };
const profile = Profile.parse({ name: 'p', ...base });
const minute = 60_000;
/** A write costs a hundredth. */
const low = Prices.parse({
  ...{ currency: 'EUR', storedGb: 0, recordsGb: 0, writes: 10, reads: 0, recordWrites: 0, recordReads: 0, outGb: 0 },
});

function world() {
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  const clock = manualClock(Date.UTC(2026, 10, 16));
  let cost = CostSettings.parse({ prices: { low }, budgets: { p: { amount: 10 } } });
  const told: Change[] = [];
  const desk = budgetDesk({
    settings: { profiles: () => [profile, Profile.parse({ name: 'without', ...base })], cost: () => cost },
    ledger,
    clock,
    changes: { tell: (...changed) => void told.push(...changed) },
  });
  return {
    ...{ ledger, clock, desk, told },
    write: (requests: number, day = '2026-11-15') => {
      ledger.usage.add({ profile: 'p', day, class: 'write', requests, sent: 0, received: 0 });
      clock.advance(minute);
    },
    settle: (part: Partial<CostSettings>) => {
      cost = { ...cost, ...part };
    },
    states: () => desk.issues().map(({ state }) => state),
  };
}

test('at four fifths there is a warning, told once; at the whole another', () => {
  const { write, desk, told, states } = world();
  write(799);
  desk.look();
  expect([states(), told]).toEqual([[], []]);
  write(1);
  for (const _ of [1, 2, 3]) desk.look();
  expect(told).toEqual(['issues']);
  expect(desk.issues()).toMatchObject([
    { kind: 'budget', profile: 'p', month: '2026-11', state: 'near', cost: 8, amount: 10, currency: 'EUR' },
  ]);
  write(200);
  desk.look();
  expect([states(), told]).toEqual([['spent'], ['issues', 'issues']]);
});

test('one that was put aside comes again for another budget, another month, and when it is spent', () => {
  const { write, settle, states, clock } = world();
  write(800);
  settle({ seen: { p: { month: '2026-11', state: 'near', amount: 10 } } });
  expect(states()).toEqual([]);
  settle({ budgets: { p: { amount: 9, stops: false } } });
  expect(states()).toEqual(['near']);
  settle({ budgets: { p: { amount: 10, stops: false } } });
  write(200);
  expect(states()).toEqual(['spent']);
  clock.advance(20 * 24 * 60 * minute);
  expect(states()).toEqual([]);
  write(800, '2026-12-01');
  expect(states()).toEqual(['near']);
});

test('a profile that rests for its budget is one issue, not two', async () => {
  const { write, ledger, states } = world();
  write(1000);
  const failure = { code: 'budget-spent', retry: 'soon', scope: 'profile', subject: 'p' } as const;
  await ledger.commit(() => ledger.holds.put('p', failure, 1, 0));
  expect(states()).toEqual([]);
});
