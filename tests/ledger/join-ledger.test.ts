/** @file A second hold on a ledger: small orders beside whoever carries, seen by it, and refused when the versions differ. */
import { expect, test } from 'vitest';
import { Failed } from '../../electron/foundation/failed.ts';
import { commitsOfOthers, joinLedger } from '../../electron/ledger/join-ledger.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { ImageId } from '../../shared/image.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const key = { profile: 'p', imageId: ImageId.parse('a'.repeat(64)) };

test('beside its owner it writes what the owner sees, and the owner notices that others have written, not itself', async () => {
  const home = temporaryFolder();
  const owner = openLedger(home, 0);
  const changed = commitsOfOthers(owner);
  await owner.commit(() => owner.meta.set('mine', '1'));
  expect(changed()).toBe(false);
  const other = joinLedger(home, 0);
  await other.commit(() => other.meta.set('theirs', '2'));
  other.close();
  expect(owner.meta.get('theirs')).toBe('2');
  expect([changed(), changed()]).toEqual([true, false]);
  owner.close();
});

test('two that write at once both get their turn', async () => {
  const home = temporaryFolder();
  const owner = openLedger(home, 0);
  const other = joinLedger(home, 0);
  const writes = Array.from({ length: 100 }, (_, n) =>
    [owner, other].map((one, side) => one.commit(() => one.meta.set(`${side} ${n}`, 'kept'))),
  );
  await Promise.all(writes.flat());
  expect(owner.database.prepare('SELECT count(*) AS n FROM meta').get()).toEqual({ n: 200 });
  other.close();
  owner.close();
});

test('without an owner it is the owner, and lets nobody else be', async () => {
  const home = temporaryFolder();
  const alone = joinLedger(home, 0);
  await alone.commit(() => alone.meta.set('pause', '{}'));
  expect(() => openLedger(home, 0)).toThrow(Failed);
  alone.close();
  openLedger(home, 0).close();
});

test('beside another version it is refused, and nothing is written', () => {
  const home = temporaryFolder();
  const owner = openLedger(home, 0);
  owner.database.exec('PRAGMA user_version = 9999');
  expect(() => joinLedger(home, 0)).toThrow(Failed);
  owner.close();
});

test('an ended journey begins anew once asked for; an open one does not', async () => {
  const ledger = openLedger(temporaryFolder(), 0);
  const { journeys, images, objects } = ledger;
  await ledger.commit(() => {
    images.add({ imageId: key.imageId, size: 1, contentType: 'image/png', extension: 'png' }, 0);
    journeys.begin({ ...key, fileName: 'a.png', directory: '', replaces: null }, 0);
  });
  expect(journeys.beginAgain(key, 1)).toBe(false);
  journeys.move(key, 'hashed', 'cancelled', 1);
  expect(journeys.beginAgain(key, 2)).toBe(true);
  expect(journeys.find(key)).toMatchObject({ state: 'hashed', begunAt: 2, attempts: 0, storedAt: null });
  expect(objects.ofImage(key.profile, key.imageId)).toEqual([]);
  expect(journeys.journal(key).map(({ state, note }) => [state, note])).toEqual([
    ['hashed', null],
    ['cancelled', null],
    ['hashed', 'asked for again'],
  ]);
  journeys.bury(key, 3);
  expect([journeys.isBuried(key), journeys.exhume(key), journeys.exhume(key), journeys.isBuried(key)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  ledger.close();
});

test('a hold that is tried now is due at once, and one that is due already stays so', async () => {
  const ledger = openLedger(temporaryFolder(), 0);
  const failure = { code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'b' } as const;
  await ledger.commit(() => {
    ledger.holds.put('p', failure, 5000, 0);
    ledger.holds.put('q', failure, 10, 0);
  });
  expect([ledger.tries.holds('p', 100), ledger.tries.holds(null, 100), ledger.tries.files()]).toEqual([1, 2, 0]);
  expect(ledger.holds.all().map(({ profile, nextAt }) => [profile, nextAt])).toEqual([
    ['p', 100],
    ['q', 10],
  ]);
  ledger.close();
});
