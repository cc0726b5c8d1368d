/** @file The catalogue follows the images by itself: each is found by all its words, and by none that it no longer has. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { type Ledger, openLedger } from '../../electron/ledger/open-ledger.ts';
import { migrations } from '../../electron/ledger/schema.ts';
import { historyPage } from '../../electron/library/history.ts';
import { HistoryRequest } from '../../shared/history.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { image, ledgerWorld, profile } from './ledger-world.ts';

const nothing = { title: '', description: '', tags: [], favourite: false, location: true, fields: {} };

/** As a search finds it: by the index, or word by word. */
function foundIn(ledger: Ledger, word: string): number {
  return historyPage(ledger, HistoryRequest.parse({ text: word })).entries.length;
}

/** What the index itself has, right or stale. */
function indexed({ database }: Ledger, word: string): number {
  return Number(database.prepare('SELECT count(*) AS n FROM found WHERE found MATCH ?').get(`"${word}"`)?.['n']);
}

test('an image is found by its name, its camera and what is said of it, in any case and without accents', () => {
  const { ledger, begin } = ledgerWorld();
  const found = (word: string) => foundIn(ledger, word);
  const key = begin(1, 1, 'Fête_DSC04512.JPG');
  ledger.journeys.move(key, 'hashed', 'uploading', 1);
  expect([found('fete'), found('4512'), found('canon')]).toEqual([1, 1, 0]);
  ledger.images.describe(key.imageId, { camera: 'Canon EOS R5' });
  ledger.journeys.move(key, 'uploading', 'confirmed', 1);
  expect([found('fete'), found('CANON'), found('eos r')]).toEqual([1, 1, 1]);
  const said = { ...nothing, title: 'Île', tags: ['Sea'], description: 'Long ago', fields: { place: 'Genève' } };
  ledger.catalogue.describe(key, said);
  expect(['fete', 'canon', 'ile', 'sea', 'ago', 'geneve'].map(found)).toEqual([1, 1, 1, 1, 1, 1]);
  ledger.catalogue.describe(key, { ...said, title: '', tags: [] });
  expect([found('ile'), found('sea'), found('geneve'), found('fete')]).toEqual([0, 0, 1, 1]);
});

test('images come into the index some hundreds at once, are reworded in it, and leave it', () => {
  const { ledger, store } = ledgerWorld();
  const keys = Array.from({ length: 300 }, (_, number) => store(number, number, `sea ${number}.png`));
  expect([ledger.catalogue.index(260), indexed(ledger, 'sea')]).toEqual([260, 260]);
  expect(ledger.catalogue.index(1000)).toBe(0);
  expect(foundIn(ledger, 'sea 299')).toBe(1);
  for (const key of keys) ledger.catalogue.describe(key, { ...nothing, title: 'rain' });
  expect([foundIn(ledger, 'rain 299'), indexed(ledger, 'rain')]).toEqual([1, 0]);
  expect(ledger.catalogue.index(1000)).toBe(300);
  expect([indexed(ledger, 'rain'), indexed(ledger, 'sea')]).toEqual([300, 300]);
  for (const key of keys) ledger.catalogue.describe(key, nothing);
  expect(foundIn(ledger, 'rain')).toBe(0);
  ledger.catalogue.index(1000);
  expect(indexed(ledger, 'rain')).toBe(0);
  ledger.catalogue.describe({ profile, imageId: image(1) }, { ...nothing, title: 'snow' });
  ledger.database.prepare('DELETE FROM catalogue').run();
  expect([indexed(ledger, 'sea'), indexed(ledger, 'snow')]).toEqual([0, 0]);
  ledger.database.exec(`INSERT INTO found (found) VALUES ('integrity-check')`);
});

test('a journey that begins again keeps what was said, and is found once', () => {
  const { ledger, store } = ledgerWorld();
  const key = store(1, 1, 'sea.png');
  ledger.catalogue.describe(key, { ...nothing, title: 'Calm' });
  ledger.adoptions.again(key, 2, 'object-missing');
  expect(ledger.catalogue.find(key)).toMatchObject({ title: 'Calm' });
  expect([foundIn(ledger, 'calm'), foundIn(ledger, 'sea.png')]).toEqual([1, 1]);
});

test('tags are counted, most used first, and belong to one profile or all', () => {
  const { ledger, store } = ledgerWorld();
  const tagged = (number: number, tags: string[]) => ledger.catalogue.describe(store(number), { ...nothing, tags });
  tagged(1, ['sea', 'sun', 'sea']);
  tagged(2, ['sea']);
  expect(ledger.catalogue.tags(null)).toEqual([
    { tag: 'sea', images: 2 },
    { tag: 'sun', images: 1 },
  ]);
  expect(ledger.catalogue.tags(profile)).toEqual(ledger.catalogue.tags(null));
  expect(ledger.catalogue.tags('another')).toEqual([]);
  ledger.catalogue.describe({ profile, imageId: image(1) }, nothing);
  expect(ledger.catalogue.tags(null)).toEqual([{ tag: 'sea', images: 1 }]);
});

test('computers are counted by what they stored, this one under its own name', () => {
  const { ledger, store } = ledgerWorld();
  const seen = { version: 0, edits: [] };
  store(1);
  ledger.catalogue.seen(store(2), { ...seen, device: 'laptop' });
  ledger.catalogue.seen(store(3), { ...seen, device: 'laptop' });
  ledger.catalogue.seen(store(4), { ...seen, device: '' });
  expect(ledger.catalogue.devices('desk')).toEqual([
    { device: 'laptop', images: 2 },
    { device: 'desk', images: 1 },
  ]);
});

test('a ledger from before is catalogued when it is opened: what another computer stored is not taken for ours', () => {
  const home = absolutePath(join(temporaryFolder(), 'home'));
  mkdirSync(home);
  const before = new DatabaseSync(join(home, 'ledger.sqlite'));
  before.exec(migrations.slice(0, 4).join(''));
  before.exec(`PRAGMA user_version = 4;
    INSERT INTO images (image_id, size, content_type, extension, details, first_seen)
      VALUES ('${image(1)}', 1, 'image/png', 'png', '{"camera":"Leica"}', 1), ('${image(2)}', 1, 'image/png', 'png', NULL, 1);
    INSERT INTO journeys (profile, image_id, state, file_name, directory, begun_at, stored_at, outcome)
      VALUES ('p', '${image(1)}', 'stored', 'Été.png', 'trip', 1, 1, 'written'),
             ('p', '${image(2)}', 'stored', 'b.png', '', 1, 1, 'adopted');`);
  before.close();
  const ledger = openLedger(home, 1);
  expect(['ete', 'trip', 'leica', 'b.png'].map((word) => foundIn(ledger, word))).toEqual([1, 1, 1, 1]);
  expect(ledger.catalogue.find({ profile: 'p', imageId: image(1) })?.device).toBeNull();
  expect(ledger.catalogue.find({ profile: 'p', imageId: image(2) })?.device).toBe('');
  ledger.close();
});
