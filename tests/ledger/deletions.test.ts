/** @file The journal of deletions: one at a time for an image, due in time, claimed once, kept when it has ended. */
import { expect, onTestFinished, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { NewDeletion } from '../../electron/ledger/deletions.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { ImageId } from '../../shared/image.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function world() {
  const ledger = openLedger(absolutePath(temporaryFolder()), 0);
  onTestFinished(ledger.close);
  const key = (digit: string) => ({ profile: 'p', imageId: ImageId.parse(digit.repeat(64)) });
  const deletion = (digit: string, more: Partial<NewDeletion> = {}): NewDeletion => ({
    ...key(digit),
    ...{ batch: 'b', state: 'waiting', versions: false, fileName: `${digit}.jpg`, size: 1, device: 'desk' },
    ...{ askedAt: 0, dueAt: 10, gathered: null },
    ...more,
  });
  return { ...ledger.deletions, key, deletion };
}

test('one that is under way is not begun again; one that has ended can be', () => {
  const { begin, end, find, deletion, key, isOpen } = world();
  expect([begin(deletion('a')), begin(deletion('a', { batch: 'other' }))]).toEqual([true, false]);
  expect([find(key('a'))?.batch, isOpen(key('a'))]).toEqual(['b', true]);
  end(key('a'), 5);
  expect(isOpen(key('a'))).toBe(false);
  expect(begin(deletion('a', { batch: 'other' }))).toBe(true);
  expect(find(key('a'))).toMatchObject({ batch: 'other', state: 'waiting', endedAt: null });
});

test('it is due in time, but not for profiles that rest, and never when a person has to act', () => {
  const { begin, due, nextDue, fail, retry, deletion, key } = world();
  begin(deletion('a'));
  begin(deletion('b', { profile: 'q', dueAt: 20 }));
  expect([due(9, [], 10), nextDue([]), nextDue(['p']), nextDue(['p', 'q'])]).toEqual([[], 10, 20, null]);
  expect(due(20, ['p'], 10).map(({ profile }) => profile)).toEqual(['q']);
  fail(key('a'), { code: 'denied', retry: 'after-user-acts', scope: 'image', subject: 'x' }, null);
  expect(due(1000, ['q'], 10)).toEqual([]);
  expect([retry(null, 30), due(30, ['q'], 10)]).toMatchObject([1, [{ attempts: 1, failure: { code: 'denied' } }]]);
});

test('claimed it can no longer be undone, and what it gathered is kept', () => {
  const { begin, claim, drop, gather, find, end, ended, deletion, key } = world();
  begin(deletion('a'));
  begin(deletion('b'));
  expect([claim(key('a')), drop(key('a'), ['waiting']), drop(key('b'), ['waiting'])]).toEqual([true, false, true]);
  gather(key('a'), { objects: [{ key: 'k' }], record: null, journey: { fileName: 'a' } });
  expect(find(key('a'))).toMatchObject({ state: 'recording', gathered: { objects: [{ key: 'k' }], record: null } });
  end(key('a'), 7);
  expect([claim(key('a')), ended('p', null, 10).length, ended('q', null, 10)]).toEqual([false, 1, []]);
  expect(ended('p', { at: 7, imageId: key('a').imageId }, 10)).toEqual([]);
});

test('that a person wants it again is a fact of its own', () => {
  const { want, isWanted, unwant, key } = world();
  want(key('a'));
  want(key('a'));
  expect([isWanted(key('a')), isWanted(key('b'))]).toEqual([true, false]);
  unwant(key('a'));
  expect(isWanted(key('a'))).toBe(false);
});
