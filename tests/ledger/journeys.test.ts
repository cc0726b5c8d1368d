/** @file The journeys table: one journey per image and profile, moved only by steps that exist, each in the journal. */
import { describe, expect, test } from 'vitest';
import { denied, image, ledgerWorld, offline, profile } from './ledger-world.ts';

describe('the way of an image', () => {
  test('is one journey, however often it begins', () => {
    const { ledger, begin } = ledgerWorld();
    const key = begin(1);
    const again = { ...key, fileName: 'other', directory: 'other', replaces: null };
    expect(ledger.journeys.begin(again, 2)).toBe(false);
    expect(ledger.journeys.find(key)).toMatchObject({ state: 'hashed', fileName: '1.png', begunAt: 1 });
    expect(ledger.journeys.begin({ ...again, profile: 'another' }, 2)).toBe(true);
  });

  test('is written down step by step', () => {
    const { ledger, store } = ledgerWorld();
    const key = store(1, 5);
    expect(ledger.journeys.journal(key).map(({ state }) => state)).toEqual([
      'hashed',
      'uploading',
      'confirmed',
      'stored',
    ]);
    expect(ledger.journeys.find(key)).toMatchObject({
      state: 'stored',
      storedAt: 5,
      bytesSent: 10,
      outcome: 'written',
    });
  });

  test('knows no step that the machine does not, and none from where the image is not', () => {
    const { ledger, begin, store } = ledgerWorld();
    const key = begin(1);
    expect(() => ledger.journeys.stored(key, 'written', 0, 1)).toThrow(/not confirmed/);
    expect(() => ledger.journeys.move(key, 'uploading', 'confirmed', 1)).toThrow(/not uploading/);
    expect(() => ledger.journeys.hold(store(2), 'stored', 'failed', offline, null, 1)).toThrow(/cannot go/);
    expect(ledger.journeys.find(key)?.state).toBe('hashed');
  });
});

describe('an image that waits', () => {
  test('goes on when its time has come', () => {
    const { ledger, begin } = ledgerWorld();
    const key = begin(1);
    ledger.journeys.hold(key, 'hashed', 'waiting', offline, 100, 1);
    expect(ledger.journeys.find(key)).toMatchObject({ state: 'waiting', failure: offline, attempts: 1, nextAt: 100 });
    expect(ledger.journeys.nextWake()).toBe(100);
    expect([ledger.journeys.wake(99), ledger.journeys.wake(100)]).toEqual([0, 1]);
    expect(ledger.journeys.find(key)).toMatchObject({ state: 'hashed', attempts: 1, nextAt: null });
  });

  test('is among those held, and "try now" sends those on that are asked for', () => {
    const { ledger, begin } = ledgerWorld();
    ledger.journeys.hold(begin(1), 'hashed', 'blocked', denied, null, 1);
    ledger.journeys.hold(begin(2), 'hashed', 'failed', offline, null, 1);
    expect(ledger.journeys.held(10).map(({ state }) => state)).toEqual(['blocked', 'failed']);
    expect(ledger.journeys.wakeAll('another', 1, ['blocked', 'failed'])).toBe(0);
    expect(ledger.journeys.wakeAll(profile, 1, ['blocked'])).toBe(1);
    expect(ledger.journeys.wakeAll(null, 1, ['waiting', 'blocked', 'failed'])).toBe(1);
  });
});

test('what a start has to finish comes oldest first, without profiles that are held', () => {
  const { ledger, begin, store } = ledgerWorld();
  begin(1, 9);
  begin(2, 3);
  store(3, 1);
  expect(ledger.journeys.moving(10, []).map(({ imageId }) => imageId)).toEqual([image(2), image(1)]);
  expect(ledger.journeys.moving(10, [profile])).toEqual([]);
  expect(ledger.journeys.counts(null)).toMatchObject({ hashed: 2, stored: 1 });
  expect(ledger.journeys.counts('another')).toMatchObject({ hashed: 0, stored: 0 });
});

describe('an image whose bytes are gone', () => {
  test('was never there, when nothing of it was confirmed', () => {
    const { ledger, begin } = ledgerWorld();
    const key = begin(1);
    expect(ledger.journeys.withdraw(key, 2)).toBe(true);
    expect(ledger.journeys.find(key)).toBeNull();
    expect(ledger.journeys.journal(key).map(({ state }) => state)).toEqual(['hashed', 'cancelled']);
  });

  test('stays, when the store has some of it or it has come to an end', () => {
    const { ledger, begin, store } = ledgerWorld();
    const key = begin(1);
    ledger.objects.confirm(profile, key.imageId, { ...ledger.objects.ofImage(profile, store(2).imageId)[0] } as never);
    expect(ledger.journeys.withdraw(key, 2)).toBe(false);
    expect(ledger.journeys.withdraw(store(3), 2)).toBe(false);
  });
});

test('an image that was deleted on purpose stays away, in its profile', () => {
  const { ledger, store } = ledgerWorld();
  const key = store(1);
  ledger.journeys.bury(key, 2);
  ledger.journeys.bury(key, 3);
  expect(ledger.journeys.isBuried(key)).toBe(true);
  expect(ledger.journeys.isBuried({ ...key, profile: 'another' })).toBe(false);
});

test('a warning stays with the image', () => {
  const { ledger, begin } = ledgerWorld();
  const key = begin(1);
  ledger.journeys.warn(key, 'cannot-decode');
  expect(ledger.journeys.find(key)?.warning).toBe('cannot-decode');
});
