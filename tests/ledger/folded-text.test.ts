/** @file What a person types finds what was written with other letters of the same kind. */
import { expect, test } from 'vitest';
import { folded } from '../../electron/ledger/folded-text.ts';

test.each([
  ['FÊTE', 'fete'],
  ['Fe\u0302te', 'fete'],
  ['Ångström', 'angstrom'],
  ['日本', '日本'],
  ['Ж', 'ж'],
])('%s is searched as %s', (text, as) => {
  expect(folded(text)).toBe(as);
});
