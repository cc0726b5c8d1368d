/** @file One notice for a batch, however many images it has; none for what a person has turned off. */
import { expect, test } from 'vitest';
import { newBatch, nextNotices } from '../../electron/desktop/batch-notices.ts';
import type { DesktopView } from '../../electron/desktop/desktop-view.ts';

const start: DesktopView = {
  state: 'idle',
  paused: null,
  left: 0,
  stored: 10,
  issues: 0,
  budgets: [],
  alert: null,
  isCarrying: false,
  folders: [],
  dropWindow: false,
  recent: [],
};
const both = { stored: true, issues: true };

/** What is said at each look, from a quiet start. */
function said(looks: readonly Partial<DesktopView>[], wanted = both): string[][] {
  let batch = newBatch(start);
  return looks.map((look) => {
    const next = nextNotices(batch, { ...start, ...look }, wanted);
    batch = next.batch;
    return next.notices.map(({ title }) => title);
  });
}

test('a batch is told once, when it has ended', () => {
  expect(said([{ left: 3 }, { left: 1, stored: 12 }, { stored: 13 }, { stored: 13 }])).toEqual([
    [],
    [],
    ['3 images stored'],
    [],
  ]);
});

test('what needs a person is told beside what was stored, and only what is new', () => {
  expect(said([{ left: 2 }, { stored: 11, issues: 1 }, { stored: 11, issues: 1 }])).toEqual([
    [],
    ['1 image stored', '1 issue to look at'],
    [],
  ]);
});

test('a kind that was turned off is not told', () => {
  expect(said([{ stored: 11, issues: 1 }], { stored: false, issues: true })).toEqual([['1 issue to look at']]);
  expect(said([{ stored: 11, issues: 1 }], { stored: true, issues: false })).toEqual([['1 image stored']]);
});

test('an issue that went away is no news', () => {
  expect(said([{ issues: 2 }, { issues: 0 }, { issues: 1 }])).toEqual([
    ['2 issues to look at'],
    [],
    ['1 issue to look at'],
  ]);
});

test('a budget is told once when it is nearly spent and once when it is, in the middle of a batch', () => {
  const near = { kind: 'budget', profile: 'photos', month: '2026-11', cost: 8.2, amount: 10, currency: 'EUR' } as const;
  const budgets = [{ ...near, state: 'near' }] as const;
  const spent = [{ ...near, state: 'spent' }] as const;
  const told = 'photos: more than 80% of the budget is spent';
  expect(said([{ left: 3, budgets }, { left: 2, budgets }, { left: 1, budgets: spent }, { budgets: spent }])).toEqual([
    [told],
    [],
    ['photos: the budget is spent'],
    [],
  ]);
  expect(said([{ budgets }], { stored: true, issues: false })).toEqual([[]]);
  expect(nextNotices(newBatch(start), { ...start, budgets }, both).notices).toMatchObject([
    { body: 'About 8.20 of 10.00 EUR this month.', opens: 'issues' },
  ]);
});

test('that more fails than its owner lets pass is told once, in the middle of a batch, and again the next time', () => {
  const alert = { failed: 9, ended: 20 };
  expect(said([{ left: 3 }, { left: 2, alert }, { left: 1, alert }, { alert }, {}, { alert }])).toEqual([
    [],
    ['45 % of images fail'],
    [],
    [],
    [],
    ['45 % of images fail'],
  ]);
  expect(said([{ left: 2, alert }], { stored: true, issues: false })).toEqual([[]]);
});
