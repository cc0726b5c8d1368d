/** @file A new computer takes in the library before it sends anything: once, whoever asks, and again where it was stopped. */
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { describeImages } from '../../../electron/library/describe/describe-images.ts';
import { sendEdits } from '../../../electron/library/describe/send-edits.ts';
import type { Failure } from '../../../shared/failure.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { profileName } from '../../journey/journey-world.ts';
import { followWorld } from './follow-world.ts';

test('an empty ledger is filled, with what is said of the images and where they came from, before anything is sent', async () => {
  const { computer, clock, ids } = followWorld();
  const desk = computer('desk', [1, 2, 3]);
  await desk.carryAll();
  const [imageId] = ids();
  if (imageId === undefined) throw new Error('Nothing was stored');
  const keys = [desk.key(imageId)];
  await describeImages({ ledger: desk.ledger, clock, hasRecords: () => true }, keys, {
    title: 'Said',
    addTags: ['sea'],
  });
  await sendEdits(
    { ledger: desk.ledger, clock, random: () => 0, device: 'desk' },
    desk.cloud,
    new AbortController().signal,
  );
  const laptop = computer('laptop', [1, 2, 3]);
  await Promise.all([laptop.fills.ready(profileName), laptop.fills.ready(profileName)]);
  expect(laptop.stored()).toBe(3);
  expect(laptop.ledger.catalogue.find(laptop.key(imageId))).toMatchObject({
    title: 'Said',
    tags: ['sea'],
    device: 'desk',
  });
  expect(laptop.ledger.deeds.page({ kinds: ['rebuilt'] }, null, 9)).toMatchObject([{ images: 3 }]);
  await laptop.carryAll();
  expect(laptop.arrivals.map(({ arrival }) => arrival.kind)).toEqual(['already', 'already', 'already']);
  expect(await laptop.look()).toBe(0);
});

test('a library that begins, or a ledger that has images, asks once and never again', async () => {
  const asked: string[] = [];
  const { computer } = followWorld(memoryRecordStore({ before: (call) => void asked.push(call) }));
  const desk = computer('desk', [1]);
  await desk.fills.ready(profileName);
  expect(asked).toEqual(['all']);
  await desk.carryAll();
  asked.length = 0;
  await desk.fills.ready(profileName);
  expect(asked).toEqual([]);
  const known = computer('laptop', [2]);
  await known.carryAll();
  asked.length = 0;
  await known.fills.ready(profileName);
  expect(asked).toEqual([]);
});

const failure: Failure = { code: 'offline', retry: 'soon', scope: 'profile', subject: 'the line' };

test('what stopped half-way is told, and the next who asks goes on', async () => {
  let isAway = false;
  const records = memoryRecordStore({
    before: (call) => {
      if (isAway && call === 'all') throw new Failed(failure);
    },
  });
  const { computer } = followWorld(records);
  const desk = computer('desk', [1, 2]);
  await desk.carryAll();
  isAway = true;
  const laptop = computer('laptop');
  await expect(laptop.fills.ready(profileName)).rejects.toMatchObject({ failure: { code: 'offline' } });
  isAway = false;
  await laptop.fills.ready(profileName);
  expect(laptop.stored()).toBe(2);
});

test('a key that may not read holds up nothing, and is asked again only after a while', async () => {
  let asked = 0;
  const records = memoryRecordStore({
    before: (call) => {
      if (call !== 'all') return;
      asked += 1;
      throw new Failed({ ...failure, code: 'denied', retry: 'after-user-acts' });
    },
  });
  const { computer, clock } = followWorld(records);
  const laptop = computer('laptop');
  await laptop.fills.ready(profileName);
  await laptop.fills.ready(profileName);
  expect(asked).toBe(1);
  clock.advance(6 * 60_000);
  await laptop.fills.ready(profileName);
  expect(asked).toBe(2);
});
