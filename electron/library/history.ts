/** @file The images of the ledger, filtered and in any order, page by page; a page costs what its rows cost. */
import type { HistoryEntry, HistoryFilter, HistoryPage, HistoryRequest, HistorySort } from '../../shared/history.ts';
import { ImageId, JourneyState, PictureDetails } from '../../shared/image.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, numberOrNull, type Row, text, textOrNull } from '../ledger/rows.ts';
import { cursorFrom, cursorOf } from './history-cursor.ts';
import { conditionsOf, rareMatches, textSearch } from './history-filter.ts';

/** Each has an index that starts with it, in schema.ts: the same words, or SQLite does not know it for the same. */
const sortKeys: Readonly<Record<HistorySort, string>> = {
  recent: 'coalesce(j.stored_at, j.begun_at)',
  taken: 'i.captured_at',
  name: 'j.file_name',
  size: 'i.size',
};

/** `taken` and `size` are of the image: their index leads, and the journeys are looked up. */
const from: Readonly<Record<HistorySort, string>> = {
  recent: 'journeys j CROSS JOIN images i USING (image_id)',
  name: 'journeys j CROSS JOIN images i USING (image_id)',
  taken: 'images i CROSS JOIN journeys j USING (image_id)',
  size: 'images i CROSS JOIN journeys j USING (image_id)',
};

const ofRare = `${rareMatches} CROSS JOIN journeys j USING (profile, image_id) CROSS JOIN images i USING (image_id)`;

/** Throws Failed `bad-settings` for a cursor that is none of ours. */
export function historyPage(
  { database, objects }: Pick<Ledger, 'database' | 'objects'>,
  request: HistoryRequest,
): HistoryPage {
  const { sort, descending, limit } = request;
  const search = textSearch({ database }, request);
  const isRare = search.kind === 'rare';
  const { where, values } = conditionsOf(request, search);
  // With '+' no index can give the order: the few there are are found by their keys, and sorted.
  const key = isRare ? `+${sortKeys[sort]}` : sortKeys[sort];
  const tables = isRare ? ofRare : from[sort];
  // Named by the table whose index leads, so that nothing is left to sort.
  const id = !isRare && (sort === 'taken' || sort === 'size') ? 'i.image_id' : 'j.image_id';
  const [than, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  if (request.after !== undefined) {
    const after = cursorFrom(request.after, sort);
    // The first says nothing that the second does not, but an index understands it across two tables.
    where.push(`${key} ${than}= ?`, `(${key}, ${id}, j.profile) ${than} (?, ?, ?)`);
    values.push(after.key, after.key, after.imageId, after.profile);
  }
  const rows = database
    .prepare(
      `SELECT j.*, i.size, i.content_type, i.details, ${key} AS sort_key FROM ${tables} ${clause(where)}
       ORDER BY ${key} ${order}, ${id} ${order}, j.profile ${order} LIMIT ?`,
    )
    .all(...(isRare ? [search.like] : []), ...values, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => historyEntry(objects, row)),
    next: rows.length > limit && last !== undefined ? cursorOf(sort, last) : null,
  };
}

/** Bytes are those of originals. */
export function historyCount(
  { database }: Pick<Ledger, 'database'>,
  filter: HistoryFilter,
): { images: number; bytes: number } {
  const search = textSearch({ database }, filter);
  const isRare = search.kind === 'rare';
  const { where, values } = conditionsOf(filter, search);
  const row = database
    .prepare(
      `SELECT count(*) AS images, coalesce(sum(i.size), 0) AS bytes
       FROM ${isRare ? ofRare : 'journeys j JOIN images i USING (image_id)'} ${clause(where)}`,
    )
    .get(...(isRare ? [search.like] : []), ...values);
  return { images: number(row ?? {}, 'images'), bytes: number(row ?? {}, 'bytes') };
}

/** Media types of the images there are, most first. */
export function historyTypes({ database }: Pick<Ledger, 'database'>): { type: string; images: number }[] {
  const rows = database.prepare('SELECT content_type, count(*) AS n FROM images GROUP BY content_type ORDER BY n DESC');
  return rows.all().map((row) => ({ type: text(row, 'content_type'), images: number(row, 'n') }));
}

export function clause(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}

/** Of a row of journeys with its image's `size`, `content_type` and `details`. */
export function historyEntry(objects: Ledger['objects'], row: Row): HistoryEntry {
  const told = textOrNull(row, 'details');
  const details = told === null ? {} : PictureDetails.parse(JSON.parse(told));
  const key = { profile: text(row, 'profile'), imageId: ImageId.parse(row['image_id']) };
  const confirmed = objects.ofImage(key.profile, key.imageId);
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
    warning: textOrNull(row, 'warning'),
    begunAt: number(row, 'begun_at'),
    storedAt: numberOrNull(row, 'stored_at'),
    thumb: versionOf(confirmed.find(({ rendition }) => rendition === 'thumb')),
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
function versionOf(thumb: { readonly sha256: string; readonly etag: string } | undefined): string | null {
  if (thumb === undefined) return null;
  return (thumb.sha256 === '' ? thumb.etag : thumb.sha256).slice(0, 16);
}
