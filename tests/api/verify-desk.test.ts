/** @file Verifying in the background: asked for or due, followed by any window, stopped, and its findings as issues. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { verifyDesk } from '../../electron/api/verify-desk.ts';
import { failedSoon } from '../../electron/foundation/failed.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import { issues } from '../../electron/library/issues.ts';
import type { VerifyEvery, VerifyState } from '../../shared/verify-run.ts';
import { verifyWorld } from '../library/verify/verify-world.ts';

const day = 24 * 60 * 60 * 1000;

async function deskWorld(every: VerifyEvery = 'week', isClosed = () => false) {
  const world = await verifyWorld();
  const { ledger, manual, profile, objects, recordStore: records, parts, schedule, home } = world;
  const ended: string[] = [];
  let failing: Error | null = null;
  const desk = verifyDesk({
    engine: {
      ledger,
      parts,
      schedule,
      closed: () => (isClosed() ? { reason: 'paused', until: null } : null),
      clouds: {
        open: async () => {
          if (failing !== null) throw failing;
          return { profile, objects, records };
        },
        links: async () => Promise.reject(new Error('nobody shares here')),
        dropSockets: () => undefined,
        close: () => undefined,
      },
    },
    home,
    clock: manual,
    random: () => 0,
    log: silentLog,
    profiles: () => [profile],
    every: () => every,
    onEnded: (name) => void ended.push(name),
  });
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  return {
    ...world,
    desk,
    ended,
    fail: (error: Error | null) => {
      failing = error;
    },
    /** As the next window to open sees it. */
    state: async (): Promise<VerifyState> => {
      const { value } = await desk.follow(stopping.signal).next();
      const [state] = value ?? [];
      if (state === undefined) throw new Error('There is no profile');
      return state;
    },
    keepTime: () => desk.keepTime(stopping.signal),
    /** Time passes while the desk sleeps, and it has looked again when this resolves. */
    sleepOn: async (length: number): Promise<void> => {
      const asleep = () => expect(manual.sleeping()).toHaveLength(1);
      await vi.waitFor(asleep);
      manual.advance(length);
      await vi.waitFor(asleep);
    },
  };
}

test('one that is asked for ends with a report, and each image says when it was proven', async () => {
  const world = await deskWorld();
  expect(await world.state()).toMatchObject({ running: null, last: null });
  world.desk.begin('p', { repair: false, deep: false });
  world.desk.begin('p', { repair: false, deep: false });
  expect((await world.state()).running).toMatchObject({ repair: false, deep: false });
  await vi.waitFor(() => expect(world.ended).toEqual(['p']));
  expect(await world.state()).toMatchObject({ running: null, failure: null, last: { report: { proven: 3 } } });
  const [imageId] = world.ids;
  if (imageId === undefined) throw new Error('Nothing is stored');
  expect(world.ledger.proofs.of({ profile: 'p', imageId })).toBe(world.manual.now());
});

test('what it finds becomes an issue without anything being changed, and repairing ends it', async () => {
  const world = await deskWorld();
  const [first] = world.ids;
  world.held.delete(world.original(first));
  const before = world.contents();
  world.desk.begin('p', { repair: false, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(1));
  const finding = { kind: 'finding', finding: 'object-missing', subject: world.original(first), imageId: first };
  expect(issues(world.ledger, 10, null)).toMatchObject([finding]);
  expect(world.contents()).toEqual(before);
  if (first === undefined) throw new Error('Nothing is stored');
  expect(world.ledger.proofs.of({ profile: 'p', imageId: first })).toBeNull();
  world.desk.begin('p', { repair: true, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(2));
  expect(world.held.has(world.original(first))).toBe(true);
  world.manual.advance(day);
  world.desk.begin('p', { repair: false, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(3));
  expect(issues(world.ledger, 10, null)).toEqual([]);
});

test('one that is due begins by itself, a week after the one before and no sooner', async () => {
  const world = await deskWorld('week');
  const keeping = world.keepTime();
  await vi.waitFor(async () => expect((await world.state()).nextAt).toBe(world.manual.now() + 7 * day));
  await world.sleepOn(6 * day);
  expect(world.ended).toEqual([]);
  await world.sleepOn(day);
  await vi.waitFor(() => expect(world.ended).toEqual(['p']));
  expect((await world.state()).nextAt).toBeGreaterThan(world.manual.now() + 6 * day);
  void keeping;
});

test('none begins by itself where nobody wants it, or while nothing may begin', async () => {
  const never = await deskWorld('never');
  const paused = await deskWorld('day', () => true);
  for (const world of [never, paused]) {
    void world.keepTime();
    await world.sleepOn(2 * day);
    expect(world.ended).toEqual([]);
  }
  expect((await never.state()).nextAt).toBeNull();
});

test('one that cannot ask the cloud says why, and the next may', async () => {
  const world = await deskWorld();
  world.fail(failedSoon('offline', 'the line'));
  world.desk.begin('p', { repair: false, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(1));
  expect(await world.state()).toMatchObject({ failure: { code: 'offline' }, last: null });
  world.fail(null);
  world.desk.begin('p', { repair: false, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(2));
  expect(await world.state()).toMatchObject({ failure: null, last: { report: { proven: 3 } } });
});

test('one that is to repair takes the place of one that only looks', async () => {
  const world = await deskWorld();
  world.desk.begin('p', { repair: false, deep: false });
  world.desk.begin('p', { repair: true, deep: false });
  world.desk.begin('p', { repair: true, deep: false });
  await vi.waitFor(() => expect(world.ended).toHaveLength(2));
  expect(await world.state()).toMatchObject({ running: null, last: { report: { repair: true, proven: 3 } } });
});

test('one that is stopped ends at once, and a second stop is harmless', async () => {
  const world = await deskWorld();
  world.desk.begin('p', { repair: false, deep: true });
  await world.desk.stop('p');
  expect(await world.state()).toMatchObject({ running: null, last: null, failure: null });
  await world.desk.stop('p');
});
