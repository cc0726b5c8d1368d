/** @file What is said of images holds at once, waits for the cloud, and is undone as one without undoing others. */
import { expect, test } from 'vitest';
import {
  describeEach,
  describeImages,
  descriptionInFull,
  undoDescribing,
} from '../../../electron/library/describe/describe-images.ts';
import { tagsBeginning } from '../../../electron/library/describe/tags-beginning.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { image, ledgerWorld, profile } from '../../ledger/ledger-world.ts';

function world() {
  const { ledger, store } = ledgerWorld();
  const clock = manualClock(1000);
  const keys = [1, 2, 3].map((number) => store(number));
  const parts = { ledger, clock, hasRecords: (name: string) => name === profile };
  const titles = () => keys.map((key) => ledger.catalogue.find(key)?.title);
  return { ledger, clock, keys, parts, titles };
}

test('many are described at once, those that are unknown passed over, and all of it is undone', async () => {
  const { ledger, keys, parts, titles } = world();
  const unknown = { profile, imageId: image(99) };
  const done = await describeImages(parts, [...keys, unknown], { title: 'Trip', addTags: ['sea'], favourite: true });
  expect(done.images).toBe(3);
  expect(titles()).toEqual(['Trip', 'Trip', 'Trip']);
  expect(ledger.edits.waiting(profile, 10)).toHaveLength(3);
  expect(ledger.deeds.page({}, null, 1)).toMatchObject([{ kind: 'described', images: 3 }]);
  expect(tagsBeginning(ledger, { beginning: 'SE', limit: 5 })).toEqual([{ tag: 'sea', images: 3 }]);
  const undone = await undoDescribing(parts, done.undo ?? '');
  expect(undone.images).toBe(3);
  expect(titles()).toEqual(['', '', '']);
  expect(ledger.catalogue.tags(null)).toEqual([]);
  await undoDescribing(parts, undone.undo ?? '');
  expect(titles()).toEqual(['Trip', 'Trip', 'Trip']);
});

test('undo leaves what was set since', async () => {
  const { clock, keys, parts, titles } = world();
  const first = await describeImages(parts, keys, { title: 'One', addTags: ['a'] });
  clock.advance(5);
  await describeImages(parts, keys.slice(0, 1), { title: 'Two' });
  await undoDescribing(parts, first.undo ?? '');
  expect(titles()).toEqual(['Two', '', '']);
});

test('what is so already changes nothing and has no undo', async () => {
  const { ledger, keys, parts } = world();
  expect(await describeImages(parts, keys, { title: '', removeTags: ['sea'] })).toEqual({ images: 0, undo: null });
  expect(ledger.edits.profiles()).toEqual([]);
  expect(await undoDescribing(parts, 'no such')).toEqual({ images: 0, undo: null });
});

test('without a table there is nobody to tell', async () => {
  const { ledger, keys, parts } = world();
  await describeEach(
    { ...parts, hasRecords: () => false },
    keys.map((key) => ({ key, change: { title: 'x' } })),
  );
  expect(ledger.edits.profiles()).toEqual([]);
});

test('an image tells its edits, newest first, with what became of each', async () => {
  const { ledger, clock, keys, parts } = world();
  const [key] = keys;
  if (key === undefined) throw new Error('no image');
  await describeImages(parts, [key], { title: 'One', addTags: ['sea'] });
  clock.advance(5);
  ledger.catalogue.seen(key, {
    device: 'laptop',
    version: 2,
    edits: [
      { at: 10, by: 'laptop', set: { title: 'Zero' } },
      { at: 20, by: 'laptop', set: { description: 'stays' } },
    ],
  });
  const told = descriptionInFull({ ledger }, key, 'desk');
  expect(told).toMatchObject({ title: 'One', tags: ['sea'], device: 'laptop' });
  expect(told?.edits.map(({ by, state }) => [by, state])).toEqual([
    ['desk', 'waiting'],
    ['laptop', 'stands'],
    ['laptop', 'overtaken'],
  ]);
  expect(descriptionInFull({ ledger }, { profile, imageId: image(99) }, 'desk')).toBeNull();
});

test('completion finds a beginning of the tag first, then of a later word, whatever the accents', async () => {
  const { ledger, keys, parts } = world();
  await describeImages(parts, keys, { addTags: ['old Été'] });
  await describeImages(parts, keys.slice(0, 1), { addTags: ['été 2024', 'rété'] });
  expect(tagsBeginning(ledger, { beginning: 'ete', limit: 5 }).map(({ tag }) => tag)).toEqual(['été 2024', 'old Été']);
});
