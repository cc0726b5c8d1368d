/** @file Whatever the order in which edits meet, each attribute ends as its latest says; assigning takes back assigning. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CataloguedEdit } from '../../../electron/ledger/catalogue.ts';
import {
  applied,
  assignmentsOf,
  inOrder,
  noDescription,
  sameEdit,
  standing,
  valuesOf,
} from '../../../electron/library/describe/last-word.ts';

const set = fc
  .dictionary(
    fc.constantFrom('title', 'description', 'location', 'tag:sea', 'tag:a:b', 'field:place'),
    fc.constantFrom('x', 'y'),
    {
      minKeys: 1,
      maxKeys: 3,
    },
  )
  .map((all) =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, /^(tag:|location)/.test(name) ? value === 'x' : value]),
    ),
  );
const edit: fc.Arbitrary<CataloguedEdit> = fc.record({
  at: fc.integer({ min: 1, max: 5 }),
  by: fc.constantFrom('desk', 'laptop', 'phone'),
  set,
});
/** A computer makes no two edits at one moment. */
const edits = fc.uniqueArray(edit, { maxLength: 8, selector: ({ at, by }) => `${at} ${by}` });

/** As computers merge: each edit that comes applies what of it still stands. */
function merged(inTheOrder: readonly CataloguedEdit[]) {
  let description = noDescription;
  const known: CataloguedEdit[] = [];
  for (const one of inTheOrder) {
    description = applied(description, standing(one, known));
    known.push(one);
  }
  return description;
}

test('edits that arrive in any order end as the same description', () => {
  fc.assert(
    fc.property(edits, fc.infiniteStream(fc.nat()), (all, chance) => {
      const shuffled = all
        .map((one) => ({ one, place: chance.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one);
      expect(merged(shuffled)).toEqual(merged(inOrder(all)));
      expect(merged(inOrder(all))).toEqual(inOrder(all).reduce((now, one) => applied(now, one.set), noDescription));
    }),
  );
});

test('assigning what was before takes an edit back', () => {
  fc.assert(
    fc.property(edits, set, (all, change) => {
      const before = merged(all);
      const after = applied(before, change);
      expect(applied(after, valuesOf(before, Object.keys(change)))).toEqual(before);
    }),
  );
});

describe('a change', () => {
  const now = { ...noDescription, title: 'Old', tags: ['sea'], fields: { place: 'Rome' } };

  test('assigns only what differs', () => {
    expect(assignmentsOf({ title: 'Old', addTags: ['sea', 'sun'], removeTags: ['rain'] }, now)).toEqual({
      'tag:sun': true,
    });
    expect(assignmentsOf({ fields: { place: '', by: 'me', none: null }, favourite: true }, now)).toEqual({
      'field:place': null,
      'field:by': 'me',
      favourite: true,
    });
    expect(assignmentsOf({ location: true }, now)).toEqual({});
    expect(assignmentsOf({ location: false }, now)).toEqual({ location: false });
    expect(assignmentsOf({}, now)).toEqual({});
  });

  test('with the same name as something built in is a field like any other', () => {
    const named = assignmentsOf({ fields: { constructor: 'x' } }, now);
    expect(applied(now, named).fields).toEqual({ place: 'Rome', constructor: 'x' });
  });
});

test('an edit is the same only with the same time, computer and words', () => {
  const one: CataloguedEdit = { at: 1, by: 'desk', set: { title: 'a' } };
  expect(sameEdit(one, { ...one, set: { title: 'a' } })).toBe(true);
  expect(
    [
      { ...one, at: 2 },
      { ...one, by: 'laptop' },
      { ...one, set: {} },
    ].map((other) => sameEdit(one, other)),
  ).toEqual([false, false, false]);
});
