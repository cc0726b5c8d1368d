/** @file The newest of very many matches come first, however many images were stored out of the order of their ids. */
import { expect, test } from 'vitest';
import { historyPage } from '../../electron/library/history.ts';
import { searchOf } from '../../electron/library/history-search.ts';
import { streamed } from '../../electron/library/history-stream.ts';
import { HistoryRequest } from '../../shared/history.ts';
import { ledgerWorld } from '../ledger/ledger-world.ts';

const count = 3000;

/** Every third is of the sea; the ids are those of the numbers. */
function filled(storedAt: (number: number) => number) {
  const { ledger, store } = ledgerWorld();
  ledger.database.exec('BEGIN');
  for (let number = 0; number < count; number += 1) {
    store(number, storedAt(number), `${number % 3 === 0 ? 'sea' : 'lake'} ${number}.jpg`);
  }
  ledger.catalogue.index(count);
  ledger.database.exec('COMMIT');
  const sea = Array.from({ length: count }, (_, number) => number).filter((number) => number % 3 === 0);
  return { ledger, newestFirst: sea.sort((one, other) => storedAt(other) - storedAt(one) || other - one) };
}

type World = ReturnType<typeof filled>;

function shown({ ledger }: World, descending: boolean, pages: number): number[] {
  const all: number[] = [];
  let after: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const request = HistoryRequest.parse({ text: 'sea', descending, limit: 50, after });
    const { entries, next } = historyPage(ledger, request);
    all.push(...entries.map(({ fileName }) => Number(fileName.replaceAll(/\D/g, ''))));
    if (next === null) return all;
    after = next;
  }
  return all;
}

function isStreamed({ ledger }: World): boolean {
  const search = searchOf(ledger, { text: 'sea' }, () => 100);
  if (search.kind !== 'many') throw new Error('There are too few of them');
  return streamed(ledger, HistoryRequest.parse({ text: 'sea', limit: 50 }), search.lead) !== null;
}

test.each([
  ['one after the other', (number: number) => number],
  ['many in one moment', (number: number) => Math.floor(number / 100)],
  ['a little out of order', (number: number) => number + (number % 7) * 9],
  ['an old one again, today', (number: number) => (number === 6 || number === 1500 ? count + number : number)],
  ['newest first', (number: number) => count - number],
  ['in no order', (number: number) => (number * 7919) % count],
])('stored %s: each once, and in order, both ways', (_, storedAt) => {
  const world = filled(storedAt);
  expect(isStreamed(world)).toBe(true);
  expect(shown(world, true, 100)).toEqual(world.newestFirst);
  expect(shown(world, false, 100)).toEqual(world.newestFirst.toReversed());
  world.ledger.close();
});

test('an image that left the ledger, or was stored anew, stands where it belongs', () => {
  const world = filled((number) => number);
  const [newest, second, third] = world.newestFirst;
  const entry = historyPage(world.ledger, HistoryRequest.parse({ text: 'sea' })).entries;
  const [first, next] = entry;
  if (first === undefined || next === undefined) throw new Error('Nothing was found');
  expect([newest, second]).toEqual([2997, 2994]);
  world.ledger.database.prepare('DELETE FROM journeys WHERE image_id = ?').run(first.imageId);
  world.ledger.adoptions.again(next, 1, 'object-missing');
  expect(shown(world, true, 1)[0]).toBe(third);
  expect(shown(world, false, 1).slice(0, 3)).toEqual([0, second, 3]);
  world.ledger.close();
});
