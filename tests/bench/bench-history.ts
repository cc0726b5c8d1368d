/** @file What a page of a million images costs, whatever is asked of them, and what being found costs the ledger's writes. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { type Ledger, openLedger } from '../../electron/ledger/open-ledger.ts';
import { historyPage } from '../../electron/library/history.ts';
import { cursorOf } from '../../electron/library/history-cursor.ts';
import { placed } from '../../electron/library/history-order.ts';
import { type HistoryFilter, HistoryRequest, type HistorySort } from '../../shared/history.ts';
import { ImageId } from '../../shared/image.ts';
import { median } from './measure.ts';

const images = Number(process.env['BENCH_IMAGES'] ?? 1_000_000);
/** A folder in which the ledger is made once and found again: for measuring one query after another. */
const kept = process.env['BENCH_LEDGER'];

/** Common, rare, spread evenly, all in one place, together; with each index that can lead. */
const asked: readonly (readonly [string, HistoryFilter])[] = [
  ['nothing', {}],
  ['stored only', { states: ['stored'] }],
  ['a word of all', { text: 'img' }],
  ['a word of one', { text: '0123456' }],
  ['a word of every 200th', { text: 'event 17 ' }],
  ['a word of every 10th', { text: 'canon' }],
  ['a word of the oldest tenth', { text: 'year 2014' }],
  ['two words', { text: 'canon event' }],
  ['a short word', { text: 'g_' }],
  ['no such word', { text: 'zebra' }],
  ['a tag of every 100th', { tags: { of: ['tag 1'], match: 'any' } }],
  ['two tags', { tags: { of: ['tag 1', 'rare 1'], match: 'all' } }],
  ['favourites', { favourite: true }],
  ['a computer of every 3rd', { device: 'laptop' }],
  ['what could not be sent', { states: ['failed', 'blocked'] }],
  ['another type', { types: ['image/heic'] }],
  ['the days of a month', { taken: { from: '2010-03-01', to: '2010-03-31' } }],
  ['a word and stored only', { text: 'canon', states: ['stored'] }],
];
const sorts: readonly HistorySort[] = ['recent', 'taken', 'name', 'size'];
const looks = 7;

export async function benchHistory(folder: string, say: (line: string) => void): Promise<void> {
  if (kept === undefined) await benchWrites(folder, say);
  const home = (kept ?? join(folder, 'history')) as AbsolutePath; // Below a temporary folder, or as asked for.
  const isMade = existsSync(home);
  const ledger = openLedger(home, 0);
  const begun = performance.now();
  if (!isMade) fill(ledger);
  const bytes = Number(
    ledger.database.prepare('SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size').get()?.['n'],
  );
  say(
    `History: ${images.toLocaleString('en')} images made in ${Math.round((performance.now() - begun) / 1000)} s, ledger of ${Math.round(bytes / 1e6)} MB. Milliseconds a page of 50, first / in the middle:`,
  );
  for (const [what, filter] of asked) {
    const times = sorts.map((sort) => {
      const first = timed(ledger, { ...filter, sort });
      return `${sort} ${first.toFixed(1)} / ${timed(ledger, { ...filter, sort, after: middle(ledger, sort) }).toFixed(1)}`;
    });
    say(`  ${what.padEnd(28)} ${times.join('   ')}`);
  }
  ledger.close();
  if (kept === undefined) rmSync(home, { recursive: true, force: true });
}

function timed(ledger: Ledger, request: object): number {
  const parsed = HistoryRequest.parse(request);
  const times = Array.from({ length: looks }, () => {
    const begun = performance.now();
    historyPage(ledger, parsed);
    return performance.now() - begun;
  });
  return median(times);
}

/** The cursor of an image in the middle of the order. */
function middle({ database }: Ledger, sort: HistorySort): string {
  const row = database
    .prepare(
      `SELECT ${sort} AS sort_key, id FROM ordered JOIN catalogue USING (id) WHERE image_id > ? ORDER BY image_id LIMIT 1`,
    )
    .get('8');
  if (row === undefined) throw new Error('The ledger is empty');
  return cursorOf(sort, placed(row));
}

/** By SQL, but through every trigger: as a carried library looks afterwards. Names of images are spread evenly. */
function fill({ database, catalogue: { index } }: Ledger): void {
  const batch = 50_000;
  for (let from = 0; from < images; from += batch) {
    const rows = `WITH RECURSIVE one (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM one WHERE n < ${Math.min(images, from + batch) - 1}),
      named AS (SELECT n, printf('%08x%056x', (n * 2654435761) & 4294967295, n) AS image_id FROM one)`;
    database.exec(`BEGIN;
      INSERT INTO images (image_id, size, content_type, extension, details, first_seen)
      ${rows} SELECT image_id, (n * 7919) % 9000000, 'image/jpeg', 'jpg',
        json_object('width', 4000, 'height', 3000, 'camera', iif(n % 10 = 0, 'Canon EOS R5', 'Pixel ' || (n % 7)),
          'capturedAt', strftime('%Y-%m-%dT%H:%M:%S', 1000000000 + (n * 104729) % 700000000, 'unixepoch')), n FROM named;
      INSERT INTO journeys (profile, image_id, state, file_name, directory, begun_at, stored_at, outcome)
      ${rows} SELECT 'p', image_id, 'stored', printf('IMG_%07d.jpg', (n * 7919) % ${images}),
        'year ' || (2014 + n / ${Math.ceil(images / 10)}) || '/event ' || (n % 200) || ' ', n, n, 'written' FROM named;
      UPDATE catalogue SET device = iif(id % 3 = 0, 'laptop', NULL), favourite = id % 150 = 0,
        tags = iif(id % 100 = 0, json_array('tag 1', 'rare ' || (id % 1000)), '[]')
      WHERE id > ${from} AND (id % 3 = 0 OR id % 100 = 0 OR id % 150 = 0);
      COMMIT;`);
  }
  while (index(1000) > 0);
  database.exec('ANALYZE');
}

/** The journal of an image from its hash to its end, a hundred in a transaction, with and without what it is found by. */
async function benchWrites(folder: string, say: (line: string) => void): Promise<void> {
  const rate = async (name: string, prepare: (ledger: Ledger) => void): Promise<number> => {
    const home = join(folder, name) as AbsolutePath;
    const ledger = openLedger(home, 0);
    prepare(ledger);
    const count = 10_000;
    const begun = performance.now();
    for (let from = 0; from < count; from += 100) {
      await ledger.commit(() => {
        for (let n = from; n < from + 100; n += 1) carry(ledger, n);
      });
    }
    const seconds = (performance.now() - begun) / 1000;
    ledger.close();
    rmSync(home, { recursive: true, force: true });
    return count / seconds;
  };
  const bare = await rate('bare', ({ database }) => {
    const triggers = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  });
  const found = await rate('found', () => undefined);
  say(
    `Ledger: ${Math.round(found).toLocaleString('en')} images/s from hash to stored, ${Math.round(bare).toLocaleString('en')} without being found and logged`,
  );
}

function carry({ images: all, journeys }: Ledger, n: number): void {
  const imageId = ImageId.parse(
    ((n * 2654435761) % 4294967296).toString(16).padStart(8, '0') + n.toString(16).padStart(56, '0'),
  );
  const key = { profile: 'p', imageId };
  all.add({ imageId, size: n, contentType: 'image/jpeg', extension: 'jpg' }, n);
  journeys.begin({ ...key, fileName: `IMG_${n}.jpg`, directory: `2026/event ${n % 200}`, replaces: null }, n);
  journeys.move(key, 'hashed', 'uploading', n);
  all.describe(imageId, { width: 4000, height: 3000, camera: `Pixel ${n % 7}`, capturedAt: '2026-01-01T00:00:00' });
  journeys.move(key, 'uploading', 'confirmed', n);
  journeys.stored(key, 'written', n, n);
}
