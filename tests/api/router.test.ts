/** @file The ledger's part of the contract, called as a client calls it: checked on the way in, whole on the way out. */
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { router } from '../../electron/api/router.ts';
import { queue } from '../../electron/journey/queue.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { ledgerWorld, offline } from '../ledger/ledger-world.ts';

function world() {
  const made = ledgerWorld();
  const clock = manualClock();
  const context = {
    ledger: made.ledger,
    queue: queue(made.ledger, clock, async () => undefined),
    closed: () => null,
    unwritable: () => null,
  };
  return { ...made, client: createRouterClient(router, { context }) };
}

test('status, images and issues are those of the ledger', async () => {
  const { client, store, begin, ledger } = world();
  const stored = store(1, 5, 'a.png');
  ledger.journeys.hold(begin(2), 'hashed', 'failed', offline, null, 1);
  expect((await client.status({})).images).toMatchObject({ stored: 1, failed: 1 });
  expect((await client.images.page({ states: ['stored'] })).entries).toMatchObject([{ ...stored, fileName: 'a.png' }]);
  expect(await client.images.count({})).toEqual({ images: 2, bytes: 23 });
  expect(await client.images.types({})).toEqual([{ type: 'image/png', images: 2 }]);
  expect(await client.issues({})).toMatchObject([{ kind: 'image', failure: offline }]);
});

test.each([
  ['a limit that is none', { limit: 0 }],
  ['a limit beyond reason', { limit: 1_000_000 }],
  ['a cursor that is none', { after: "' OR 1=1" }],
  ['an order that is none', { sort: 'file_name; DROP TABLE files' }],
  ['a field that is none', { where: '1=1' }],
])('%s is refused before the ledger is asked', async (_, input) => {
  const { client } = world();
  await expect(client.images.page(input as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('"try now" sends on what waits, one or all', async () => {
  const { client, begin, ledger } = world();
  const [one, two] = [begin(1), begin(2)];
  for (const key of [one, two]) ledger.journeys.hold(key, 'hashed', 'waiting', offline, 9e15, 1);
  expect(await client.queue.tryNow({ image: one })).toEqual({ tried: 1 });
  expect(ledger.journeys.find(one)?.state).toBe('hashed');
  expect(ledger.journeys.find(two)?.state).toBe('waiting');
  await client.queue.tryNow({});
  expect(ledger.journeys.find(two)?.state).toBe('hashed');
});
