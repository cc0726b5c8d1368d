/** @file What a month costs, counted and carried on to its end, against sums done by hand; and when a budget warns and stops. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { costReport } from '../../../electron/library/cost/cost-report.ts';
import { regionClassOf } from '../../../electron/library/cost/prices.ts';
import { spending } from '../../../electron/library/cost/spending.ts';
import { usageMeter } from '../../../electron/library/cost/usage-meter.ts';
import { CostReport, CostSettings, Prices, type RequestClass } from '../../../shared/cost.ts';
import { Profile } from '../../../shared/profile.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const profile = Profile.parse({
  name: 'p',
  region: 'us-east-1',
  bucket: 'photos',
  table: 'records',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});
/** Half of the month is over, to the minute. */
const middle = Date.UTC(2026, 10, 16);
const simple = Prices.parse({
  ...{ currency: 'EUR', storedGb: 1, recordsGb: 0, writes: 10, reads: 1, recordWrites: 1, recordReads: 1, outGb: 2 },
});
const withSimple = CostSettings.parse({ prices: { low: simple } });

function ledgerWith(...used: readonly (readonly [day: string, of: RequestClass, requests: number, bytes?: number])[]) {
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  for (const [day, of, requests, received = 0] of used) {
    ledger.usage.add({ profile: 'p', day, class: of, requests, sent: 0, received });
  }
  return ledger;
}

function storing(ledger: ReturnType<typeof ledgerWith>, bytes: number): void {
  ledger.database.exec(`
    INSERT INTO objects (profile, image_id, rendition, bucket, object_key, size, content_type, etag, sha256, proof, confirmed_at)
    VALUES ('p', 'i', 'original', 'photos', 'k', ${bytes}, 'image/jpeg', 'e', 's', 'sha256', 0)`);
}

const costOf = (report: CostReport, what: string) => report.lines.find((line) => line.what === what);

describe('the month', () => {
  test('costs what was asked for, and half of what lies there when half of it is over', () => {
    const ledger = ledgerWith(
      ['2026-11-01', 'write', 2000],
      ['2026-11-09', 'write', 1000],
      ['2026-11-09', 'read', 500, 3e9],
      ['2026-11-09', 'remove', 9],
    );
    storing(ledger, 4e9);
    const report = CostReport.parse(costReport(profile, withSimple, ledger, middle));
    expect(costOf(report, 'stored')).toMatchObject({ soFar: 4e9, cost: 2, forecast: 4 });
    expect(costOf(report, 'writes')).toMatchObject({ soFar: 3000, cost: 30 });
    expect(costOf(report, 'reads')).toMatchObject({ soFar: 500, cost: 0.5 });
    expect(costOf(report, 'removes')).toMatchObject({ soFar: 9, cost: 0 });
    expect(costOf(report, 'out')).toMatchObject({ soFar: 3e9, cost: 6 });
    expect(report.cost).toBeCloseTo(38.5);
    expect(report).toMatchObject({ month: '2026-11', regionClass: 'low', pricesAreEdited: true, state: 'no-budget' });
  });

  test('goes on as it went since counting began', () => {
    const ledger = ledgerWith(['2026-11-01', 'write', 1500]);
    // 1,500 in 15 days, and 15 days to come.
    expect(costOf(costReport(profile, withSimple, ledger, middle), 'writes')).toMatchObject({ cost: 15, forecast: 30 });
  });

  test('a burst on the first day is not taken for the rule', () => {
    const ledger = ledgerWith(['2026-11-16', 'write', 7000]);
    // Spread over a week: 1,000 a day for the 15 days to come.
    expect(costOf(costReport(profile, withSimple, ledger, middle), 'writes')).toMatchObject({
      cost: 70,
      forecast: 220,
    });
  });

  test('counts neither the month before nor another profile', () => {
    const ledger = ledgerWith(['2026-10-31', 'write', 1000], ['2026-12-01', 'write', 1000]);
    ledger.usage.add({ profile: 'other', day: '2026-11-02', class: 'write', requests: 5, sent: 0, received: 0 });
    expect(costReport(profile, withSimple, ledger, middle)).toMatchObject({ countedSince: null, cost: 0 });
  });

  test('a store of one’s own costs nothing until its owner says what', () => {
    expect(regionClassOf({ region: 'us-east-1', s3Endpoint: 'http://127.0.0.1:9000' })).toBe('own');
    expect(regionClassOf({ region: 'eu-west-1', s3Endpoint: 'https://s3.eu-west-1.amazonaws.com' })).toBe('middle');
    expect(regionClassOf({ region: 'sa-east-1' })).toBe('high');
  });
});

describe('a budget', () => {
  const spent = (requests: number, amount: number) =>
    costReport(
      profile,
      CostSettings.parse({ ...withSimple, budgets: { p: { amount } } }),
      ledgerWith(['2026-11-02', 'write', requests]),
      middle,
    ).state;

  test('warns at four fifths and is spent at the whole', () => {
    expect(spent(799, 10)).toBe('under');
    expect(spent(800, 10)).toBe('near');
    expect(spent(1000, 10)).toBe('spent');
  });

  test('stops only where that is wanted, and not when it was raised', () => {
    const ledger = ledgerWith(['2026-11-02', 'write', 1000]);
    let cost = withSimple;
    const clock = manualClock(middle);
    const { expectWithinBudget } = spending({ profiles: () => [profile], cost: () => cost, ledger, clock });
    const withBudget = (amount: number, stops: boolean) =>
      CostSettings.parse({ ...withSimple, budgets: { p: { amount, stops } } });
    expectWithinBudget('p');
    cost = withBudget(10, false);
    expectWithinBudget('p');
    cost = withBudget(10, true);
    expect(() => expectWithinBudget('p')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'budget-spent', scope: 'profile' }) }),
    );
    cost = withBudget(11, true);
    expectWithinBudget('p');
  });
});

test('what was counted rides with the next commit, and is flushed at the end', async () => {
  const ledger = ledgerWith();
  const meter = usageMeter(ledger, manualClock(middle));
  meter.count('p', 'write', 100, 0);
  meter.count('p', 'write', 50, 7);
  expect(ledger.usage.ofMonth('p', '2026-11')).toEqual([]);
  await ledger.commit(() => ledger.meta.set('anything', 'else'));
  expect(ledger.usage.ofMonth('p', '2026-11')).toEqual([{ class: 'write', requests: 2, sent: 150, received: 7 }]);
  await ledger.commit(() => undefined);
  meter.count('p', 'read', 0, 1);
  await meter.flush();
  expect(ledger.usage.ofMonth('p', '2026-11')).toEqual([
    { class: 'read', requests: 1, sent: 0, received: 1 },
    { class: 'write', requests: 2, sent: 150, received: 7 },
  ]);
});
