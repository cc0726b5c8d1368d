/** @file Single facts: the last one counts, and what was removed is not there. */
import { expect, test } from 'vitest';
import { ledgerWorld } from './ledger-world.ts';

test('a fact is kept, replaced and removed', () => {
  const { meta } = ledgerWorld().ledger;
  expect(meta.get('a')).toBeNull();
  meta.set('a', '1');
  meta.set('a', '');
  expect(meta.get('a')).toBe('');
  meta.remove('a');
  meta.remove('a');
  expect(meta.get('a')).toBeNull();
});
