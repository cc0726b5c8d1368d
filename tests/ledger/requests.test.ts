/** @file What was asked for and what came: every state that a request can be in, and what is still awaited. */
import { expect, test } from 'vitest';
import type { ObjectKey } from '../../shared/image.ts';
import { image, ledgerWorld, profile } from './ledger-world.ts';

const asked = (key: string, madeAt = 1, expiresAt: number | null = 100) => ({
  ...{
    profile,
    bucket: 'b',
    key: key as ObjectKey,
    label: 'Anna',
    contentType: 'image/jpeg',
    most: 50,
    madeAt,
    expiresAt,
  },
});
const arrived = { size: 5, at: 7, etag: 'e' };

test('a request is open, then taken, then stored, and keeps what came', () => {
  const { ledger } = ledgerWorld();
  ledger.requests.add(asked('incoming/a'));
  ledger.requests.add({ ...asked('incoming/a'), label: 'another' });
  expect(ledger.requests.find(profile, 'incoming/a')).toMatchObject({ label: 'Anna', state: 'open', arrived: null });
  ledger.requests.taken(profile, 'incoming/a', image(1), arrived);
  expect(ledger.requests.find(profile, 'incoming/a')).toMatchObject({ state: 'taken', imageId: image(1), arrived });
  ledger.requests.end(profile, 'incoming/a', 'stored');
  expect(ledger.requests.find(profile, 'incoming/a')).toMatchObject({ state: 'stored', imageId: image(1), arrived });
  expect(ledger.requests.find(profile, 'incoming/b')).toBeNull();
});

test('what was refused says why, and can be taken after all', () => {
  const { ledger } = ledgerWorld();
  ledger.requests.add(asked('incoming/a'));
  ledger.requests.refused(profile, 'incoming/a', 'too-large', arrived);
  expect(ledger.requests.find(profile, 'incoming/a')).toMatchObject({ state: 'refused', reason: 'too-large' });
  ledger.requests.taken(profile, 'incoming/a', image(1), arrived);
  expect(ledger.requests.find(profile, 'incoming/a')).toMatchObject({ state: 'taken', reason: null });
});

test('a profile is looked at while a request is open or something is on its way', () => {
  const { ledger } = ledgerWorld();
  expect(ledger.requests.unsettled(10)).toEqual([]);
  ledger.requests.add(asked('incoming/a', 1));
  ledger.requests.add(asked('incoming/b', 2));
  expect(ledger.requests.ofProfile(profile).map(({ key }) => key)).toEqual(['incoming/b', 'incoming/a']);
  expect([ledger.requests.unsettled(10), ledger.requests.unsettled(100)]).toEqual([[profile], []]);
  ledger.requests.taken(profile, 'incoming/a', image(1), arrived);
  expect(ledger.requests.unsettled(100)).toEqual([profile]);
  ledger.requests.end(profile, 'incoming/a', 'stored');
  ledger.requests.end(profile, 'incoming/b', 'discarded');
  expect(ledger.requests.unsettled(10)).toEqual([]);
});
