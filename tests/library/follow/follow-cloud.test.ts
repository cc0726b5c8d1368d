/** @file Following goes on by itself: it looks, sends what waits, rests, tries again, and one profile holds up no other. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { describeImages } from '../../../electron/library/describe/describe-images.ts';
import { type FollowParts, followCloud } from '../../../electron/library/follow/follow-cloud.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { picture, profileName } from '../../journey/journey-world.ts';
import { followWorld } from './follow-world.ts';

const minute = 60_000;

async function following(more: Partial<FollowParts> = {}, records = memoryRecordStore()) {
  const world = followWorld(records);
  const desk = world.computer('desk', [1]);
  const laptop = world.computer('laptop');
  await desk.carryAll();
  const { ledger, fills, cloud } = laptop;
  const errors: string[] = [];
  const follower = followCloud({
    ...{ ledger, fills, clock: world.clock, random: () => 0.5, device: 'laptop' },
    log: { ...silentLog, error: (message) => void errors.push(message) },
    profiles: () => [profileName],
    open: async () => cloud,
    isOpen: () => true,
    onNews: () => undefined,
    ...more,
  });
  onTestFinished(follower.close);
  const state = () => follower.states()[0];
  const resting = () => vi.waitFor(() => expect(state()?.state).toBe('resting'));
  return { ...world, desk, laptop, follower, state, resting, errors };
}

test('it looks at once, rests, and looks again minutes later', async () => {
  const { clock, desk, laptop, state, resting } = await following();
  await vi.waitFor(() => expect(laptop.stored()).toBe(1));
  await resting();
  expect(state()?.lookedAt).not.toBeNull();
  clock.advance(11 * minute);
  desk.write('2.bmp', picture(2, 200));
  await desk.carryAll();
  await vi.waitFor(() => {
    clock.advance(minute);
    expect(laptop.stored()).toBe(2);
  });
});

test('an edit is sent when it is nudged, without waiting for the next look', async () => {
  const { clock, laptop, follower, resting, ids } = await following();
  await resting();
  const keys = ids().map((imageId) => laptop.key(imageId));
  await describeImages({ ledger: laptop.ledger, clock, hasRecords: () => true }, keys, { title: 'Now' });
  follower.nudge();
  await vi.waitFor(() => expect(laptop.ledger.edits.profiles()).toEqual([]));
});

test('a cloud that does not answer is tried again, and said to fail meanwhile', async () => {
  let isAway = true;
  const records = memoryRecordStore({
    before: (call) => {
      if (isAway && call === 'feed')
        throw new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'table' });
    },
  });
  const { clock, state, errors } = await following({}, records);
  await vi.waitFor(() => expect(state()).toMatchObject({ state: 'failing', failure: { code: 'denied' } }));
  isAway = false;
  await vi.waitFor(() => {
    clock.advance(minute);
    expect(state()).toMatchObject({ state: 'resting', failure: null });
  });
  expect(errors).toEqual([]);
});

test('a profile that fails holds up no other, and a fault of ours ends only itself', async () => {
  const { laptop, follower, errors } = await following({
    profiles: () => ['broken', profileName],
    open: async (name) => {
      if (name === 'broken') throw new TypeError('a fault');
      return laptop.cloud;
    },
  });
  await vi.waitFor(() => expect(follower.states().map(({ state }) => state)).toEqual(['failing', 'resting']));
  expect(laptop.stored()).toBe(1);
  expect(errors).toHaveLength(1);
});

test('while nothing may begin it looks only when it is asked to', async () => {
  const { laptop, follower, state } = await following({ isOpen: () => false });
  expect(state()?.lookedAt).toBeNull();
  expect(laptop.stored()).toBe(0);
  follower.nudge();
  await vi.waitFor(() => expect(laptop.stored()).toBe(1));
});
