/** @file Two users of one bucket and table who have the same image: neither's deletion takes it from the other, whenever it comes. */
import { expect, test } from 'vitest';
import type { RecordStore } from '../../../electron/journey/record/record-store.ts';
import { gatherImage } from '../../../electron/library/delete/gathered.ts';
import { putBack } from '../../../electron/library/delete/put-back.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, userId } from '../../journey/journey-world.ts';
import { deletionWorld, forever } from './deletion-world.ts';

const other = 'somebody else';

/** As our policy has it: a user's records are closed to others, only claims are everybody's. */
function onlyOwn(store: RecordStore, user: string): RecordStore {
  return new Proxy(store, {
    get: (target, call: keyof RecordStore) => {
      const whole = target[call] as (...said: unknown[]) => unknown;
      return (...said: unknown[]) => {
        if (call !== 'claims') expect(JSON.stringify(said[0])).toContain(`"${user}"`);
        return whole(...said);
      };
    },
  });
}

/** The first has stored the image; the second, who has the same file, comes when a test asks for it. */
async function twoUsers() {
  const clock = manualClock();
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now });
  const records = memoryRecordStore();
  const first = await deletionWorld(1, { clock, objects, records: onlyOwn(records, userId), device: 'desk' });
  const key = first.keyOf('1.bmp');
  return {
    ...{ clock, records, first, key },
    second: (theirClock = clock) => {
      const options = { clock: theirClock, objects, records: onlyOwn(records, other), device: 'laptop' };
      return deletionWorld(1, { ...options, profile: { userId: other } });
    },
    senders: () => [...objects.objects(bucket).values()].map(({ metadata }) => metadata['user-id']),
  };
}

test('what the first deletes stays in the bucket for the second, who sent nothing of it', async () => {
  const { first, second, key, records, senders } = await twoUsers();
  const theirs = await second();
  expect(theirs.ledger.journeys.find(key)).toMatchObject({ state: 'stored', bytesSent: 0 });
  await first.order(['1.bmp']);
  await first.tenSecondsLater();
  expect(first.ledger.deletions.find(key)?.state).toBe('deleted');
  expect([records.records(userId).size, records.records(other).size]).toEqual([0, 1]);
  expect(senders()).toEqual([userId]);
});

test('when the second has deleted it too, nobody holds it any more and the first deletes it wholly', async () => {
  const { first, second, senders } = await twoUsers();
  const theirs = await second();
  await theirs.order(['1.bmp']);
  await theirs.tenSecondsLater();
  expect(senders()).toEqual([userId]);
  await first.order(['1.bmp']);
  await first.tenSecondsLater();
  expect(senders()).toEqual([]);
});

test('the second, coming while the first deletes, waits until the objects are gone and sends its own', async () => {
  const { first, second, key, records, clock, senders } = await twoUsers();
  await first.order(['1.bmp']);
  await first.deletions.close();
  const record = await records.find(userId, key.imageId, forever);
  await first.ledger.commit(() => {
    first.ledger.deletions.claim(key);
    first.ledger.deletions.gather(key, gatherImage(first.ledger, key, record));
    first.ledger.deletions.removing(key);
  });
  const at = new Date(clock.now()).toISOString();
  const burial = { schema_version: 1 as const, deleted_at: at, deleted_by: 'desk', upload_time: at };
  await records.bury({ user_id: userId, image_id: key.imageId, ...burial }, forever);
  // It has said so, and has looked who claims it.
  await records.claim({ imageId: key.imageId, userId, deleting: { at, by: 'desk' } }, forever);
  // A clock of its own: the first's minute must not make it try again and claim once more, before the first has looked.
  const theirClock = manualClock();
  const theirs = await second(theirClock);
  expect(theirs.ledger.journeys.find(key)).toMatchObject({ state: 'waiting', failure: { code: 'being-deleted' } });
  // As if the first had looked just before that claim: what it saw then is what it does now.
  await records.unclaim({ imageId: key.imageId, userId: other }, forever);
  clock.advance(60_000);
  await first.close();
  const { base, objects } = first;
  const again = await deletionWorld(0, { clock, base, objects, records, device: 'desk' });
  await again.deletions.idle();
  expect(senders()).toEqual([]);
  theirClock.advance(15 * 60_000);
  await theirs.carry();
  expect(theirs.ledger.journeys.find(key)?.state).toBe('stored');
  expect(senders()).toEqual([other]);
});

test('an image put back counts on what another user sent, and is claimed again', async () => {
  const { second, key, records, first } = await twoUsers();
  const theirs = await second();
  await theirs.order(['1.bmp']);
  await theirs.tenSecondsLater();
  expect(await records.claims(key.imageId, forever)).toEqual([]);
  expect(await putBack({ ...theirs.parts, device: 'laptop' }, [key], forever)).toMatchObject({ back: 1, failed: [] });
  expect(await records.claims(key.imageId, forever)).toEqual([{ imageId: key.imageId, userId: other }]);
  await first.order(['1.bmp']);
  await first.tenSecondsLater();
  expect(theirs.ledger.journeys.find(key)?.state).toBe('stored');
  expect(theirs.objects.objects(bucket).size).toBe(1);
});
