/** @file The images of the ledger, filtered and in any order, page by page; a page costs what its rows cost. */
import type { HistoryEntry, HistoryFilter, HistoryPage, HistoryRequest, HistorySort } from '../../shared/history.ts';
import { ImageId, JourneyState, PictureDetails } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { tagsOf, thisDeviceFact } from '../ledger/catalogue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, numberOrNull, type Row, text, textOrNull } from '../ledger/rows.ts';
import { cursorFrom, cursorOf } from './history-cursor.ts';
import { type Conditions, conditionsOf } from './history-filter.ts';
import { type Lead, type Search, searchOf } from './history-search.ts';

/** Each has an index that starts with it, in schema.ts: the same words, or SQLite does not know it for the same. */
const sortKeys: Readonly<Record<HistorySort, string>> = {
  recent: 'coalesce(j.stored_at, j.begun_at)',
  taken: 'i.captured_at',
  name: 'j.file_name',
  size: 'i.size',
};

/** `taken` and `size` are of the image: their index leads, and the journeys are looked up. */
const ofImages: readonly HistorySort[] = ['taken', 'size'];

const withCatalogue = 'CROSS JOIN catalogue c ON c.image_id = j.image_id AND c.profile = j.profile';
const withImages = 'CROSS JOIN images i ON i.image_id = j.image_id';

/** Only the tables that are asked about: each costs a step for every row that is looked at. */
function tablesOf(sort: HistorySort, about: Conditions['about'], lead: Lead | null): string {
  const isOfImages = ofImages.includes(sort);
  if (lead !== null) {
    return `(${lead.sql}) m CROSS JOIN catalogue c ON c.id = m.id
      CROSS JOIN journeys j ON j.image_id = c.image_id AND j.profile = c.profile
      ${isOfImages || about.images ? withImages : ''}`;
  }
  const catalogue = about.catalogue ? withCatalogue : '';
  if (isOfImages) return `images i CROSS JOIN journeys j USING (image_id) ${catalogue}`;
  return `journeys j ${about.images ? withImages : ''} ${catalogue}`;
}

/** Rows of an order's index that are looked at for a page of many matches, before all the matches are sorted instead. */
const looksAtMost = 8000;

type HistoryLedger = Pick<Ledger, 'database' | 'objects'>;

/** Throws Failed `bad-settings` for a cursor that is none of ours. */
export function historyPage(ledger: HistoryLedger, request: HistoryRequest): HistoryPage {
  const { sort, limit } = request;
  const search = searchOf(ledger, request);
  const rows = (search.kind === 'many' ? walked(ledger, request) : null) ?? ordered(ledger, request, search);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const entry = entries(ledger);
  return {
    entries: shown.map((row) => entry({ profile: text(row, 'profile'), imageId: ImageId.parse(row['image_id']) })),
    next: rows.length > limit && last !== undefined ? cursorOf(sort, last) : null,
  };
}

type Order = { readonly key: string; readonly id: string; readonly by: string } & Pick<Conditions, 'where' | 'values'>;

/** With '+' no index can give the order: the few there are are found by their keys, and sorted. */
function orderOf({ sort, descending, after }: HistoryRequest, isSorted: boolean): Order {
  const key = isSorted ? `+${sortKeys[sort]}` : sortKeys[sort];
  // Named by the table whose index leads, so that nothing is left to sort.
  const id = !isSorted && (sort === 'taken' || sort === 'size') ? 'i.image_id' : 'j.image_id';
  const [than, way] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const by = `${key} ${way}, ${id} ${way}, j.profile ${way}`;
  if (after === undefined) return { key, id, by, where: [], values: [] };
  const place = cursorFrom(after, sort);
  return {
    ...{ key, id, by },
    // The first says nothing that the second does not, but an index understands it across two tables.
    where: [`${key} ${than}= ?`, `(${key}, ${id}, j.profile) ${than} (?, ?, ?)`],
    values: [place.key, place.key, place.imageId, place.profile],
  };
}

/** One more than asked for, where there are more. */
function ordered({ database }: HistoryLedger, request: HistoryRequest, search: Search): Row[] {
  const lead = search.kind === 'none' ? null : search.lead;
  const order = orderOf(request, lead !== null);
  const asked = conditionsOf(request);
  const tables = tablesOf(request.sort, asked.about, lead);
  return database
    .prepare(
      `SELECT j.profile, j.image_id, ${order.key} AS sort_key FROM ${tables}
       ${clause([...asked.where, ...order.where])} ORDER BY ${order.by} LIMIT ?`,
    )
    .all(...(lead?.values ?? []), ...asked.values, ...order.values, request.limit + 1);
}

/** As `ordered`; null when the matches lie so far apart in this order that sorting them all is quicker. */
function walked({ database }: HistoryLedger, request: HistoryRequest): Row[] | null {
  const order = orderOf(request, false);
  const asked = conditionsOf(request);
  const looks = database
    .prepare(
      `SELECT j.profile, j.image_id, ${order.key} AS sort_key, ${asked.where.join(' AND ')} AS fits
       FROM ${tablesOf(request.sort, asked.about, null)} ${clause(order.where)} ORDER BY ${order.by} LIMIT ?`,
    )
    .iterate(...asked.values, ...order.values, looksAtMost);
  const rows: Row[] = [];
  let looked = 0;
  for (const row of looks) {
    looked += 1;
    if (row['fits'] === 1) rows.push(row);
    if (rows.length > request.limit) return rows;
  }
  return looked < looksAtMost ? rows : null;
}

/** Bytes are those of originals. */
export function historyCount(
  { database }: Pick<Ledger, 'database'>,
  filter: HistoryFilter,
): { images: number; bytes: number } {
  const search = searchOf({ database }, filter);
  const lead = search.kind === 'none' ? null : search.lead;
  const asked = conditionsOf(filter);
  const tables = tablesOf('recent', { ...asked.about, images: true }, lead);
  const row = database
    .prepare(`SELECT count(*) AS images, coalesce(sum(i.size), 0) AS bytes FROM ${tables} ${clause(asked.where)}`)
    .get(...(lead?.values ?? []), ...asked.values);
  return { images: number(row ?? {}, 'images'), bytes: number(row ?? {}, 'bytes') };
}

/** Media types of the images there are, most first. */
export function historyTypes({ database }: Pick<Ledger, 'database'>): { type: string; images: number }[] {
  const rows = database.prepare('SELECT content_type, count(*) AS n FROM images GROUP BY content_type ORDER BY n DESC');
  return rows.all().map((row) => ({ type: text(row, 'content_type'), images: number(row, 'n') }));
}

function clause(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}

/** Tells of one image after the other; throws for one that has no journey. */
export function entries({ database, objects }: HistoryLedger): (key: ImageKey) => HistoryEntry {
  const find = database.prepare(
    `SELECT j.*, i.size, i.content_type, i.details, c.title, c.tags, c.favourite,
       (SELECT min(f.id) FROM files f WHERE f.image_id = j.image_id AND f.state = 'hashed') AS file,
       coalesce(c.device, (SELECT value FROM meta WHERE name = '${thisDeviceFact}'), '') AS device
     FROM journeys j JOIN images i USING (image_id) JOIN catalogue c USING (image_id, profile)
     WHERE j.profile = ? AND j.image_id = ?`,
  );
  return (key) => {
    const [row] = find.all(key.profile, key.imageId);
    if (row === undefined) throw new Error(`${key.imageId} has no journey in ${key.profile}`);
    return historyEntry(objects, key, row);
  };
}

function historyEntry(objects: Ledger['objects'], key: ImageKey, row: Row): HistoryEntry {
  const told = textOrNull(row, 'details');
  const details = told === null ? {} : PictureDetails.parse(JSON.parse(told));
  const confirmed = objects.ofImage(key.profile, key.imageId);
  const device = text(row, 'device');
  return {
    ...key,
    state: JourneyState.parse(row['state']),
    fileName: text(row, 'file_name'),
    directory: text(row, 'directory'),
    size: number(row, 'size'),
    contentType: text(row, 'content_type'),
    width: details.width ?? null,
    height: details.height ?? null,
    capturedAt: details.capturedAt ?? null,
    camera: details.camera ?? null,
    title: text(row, 'title'),
    tags: tagsOf(row),
    favourite: number(row, 'favourite') === 1,
    device: device === '' ? null : device,
    warning: textOrNull(row, 'warning'),
    begunAt: number(row, 'begun_at'),
    storedAt: numberOrNull(row, 'stored_at'),
    file: numberOrNull(row, 'file'),
    thumb: thumbVersion(confirmed.find(({ rendition }) => rendition === 'thumb')),
    objects: confirmed.map(({ rendition, bucket, key: objectKey, size, contentType, width, height, proof }) => ({
      rendition,
      bucket,
      key: objectKey,
      size,
      contentType,
      width,
      height,
      proof,
    })),
  };
}

/** A ledger that was rebuilt from records knows no hash of a rendition, but the ETag changes with the bytes too. */
export function thumbVersion(thumb: { readonly sha256: string; readonly etag: string } | undefined): string | null {
  if (thumb === undefined) return null;
  return (thumb.sha256 === '' ? thumb.etag : thumb.sha256).slice(0, 16);
}
