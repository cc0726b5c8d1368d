/** @file Selecting as in a file manager. */
import { expect, test } from 'vitest';
import { howOf, noSelection, select } from '../../renderer/history/selection.ts';

const all = ['a', 'b', 'c', 'd', 'e'];
const order = (one: string, other: string) => {
  const [from, to] = [all.indexOf(one), all.indexOf(other)];
  return from < 0 || to < 0 ? null : all.slice(Math.min(from, to), Math.max(from, to) + 1);
};
const keysOf = ({ keys }: { readonly keys: ReadonlySet<string> }) => [...keys].sort();

test('a click selects only that', () => {
  const two = select(select(noSelection, 'a', 'only', order), 'c', 'toggle', order);
  expect(keysOf(two)).toEqual(['a', 'c']);
  expect(keysOf(select(two, 'd', 'only', order))).toEqual(['d']);
});

test('with Ctrl one is added or removed', () => {
  const one = select(noSelection, 'b', 'only', order);
  expect(keysOf(select(one, 'b', 'toggle', order))).toEqual([]);
});

test('with Shift it stretches from where it began, both ways', () => {
  const begun = select(noSelection, 'c', 'only', order);
  const down = select(begun, 'e', 'stretch', order);
  expect(keysOf(down)).toEqual(['c', 'd', 'e']);
  expect(keysOf(select(down, 'a', 'stretch', order))).toEqual(['a', 'b', 'c']);
});

test('a stretch from an image that is gone begins anew', () => {
  const gone = { keys: new Set(['x']), active: 'x', anchor: 'x' };
  expect(keysOf(select(gone, 'b', 'stretch', order))).toEqual(['b']);
});

test('the keys held say how', () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false };
  expect([none, { ...none, metaKey: true }, { ...none, shiftKey: true, ctrlKey: true }].map(howOf)).toEqual([
    'only',
    'toggle',
    'stretch',
  ]);
});
