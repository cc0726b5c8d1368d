/** @file The images of the ledger, filtered and in any order, page by page; a page costs what its rows cost. */
import type { HistoryEntry, HistoryFilter, HistoryPage, HistoryRequest } from '../../shared/history.ts';
import { ImageId, JourneyState, PictureDetails } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { tagsOf, thisDeviceFact } from '../ledger/catalogue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, numberOrNull, type Row, text, textOrNull } from '../ledger/rows.ts';
import { cursorOf } from './history-cursor.ts';
import { conditionsOf } from './history-filter.ts';
import { clause, leadOf, rowsOf } from './history-rows.ts';

type HistoryLedger = Pick<Ledger, 'database' | 'objects'>;

/** Throws Failed `bad-settings` for a cursor that is none of ours. */
export function historyPage(ledger: HistoryLedger, request: HistoryRequest): HistoryPage {
  const { sort, limit } = request;
  const rows = rowsOf(ledger, request);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const entry = entries(ledger);
  const keyOf = ledger.database.prepare('SELECT profile, image_id FROM catalogue WHERE id = ?');
  return {
    entries: shown.flatMap(({ id }) =>
      keyOf.all(id).map((row) => entry({ profile: text(row, 'profile'), imageId: ImageId.parse(row['image_id']) })),
    ),
    next: rows.length > limit && last !== undefined ? cursorOf(sort, last) : null,
  };
}

/** Out of sight already, or back for it failed: as the window shows them. */
const beingDeleted = `o.id IN (SELECT going.id FROM deletions d CROSS JOIN catalogue going
  ON going.image_id = d.image_id AND going.profile = d.profile WHERE d.state <> 'deleted' AND d.failure IS NULL)`;

/** Bytes are those of originals; without those that are being deleted. */
export function historyCount(
  { database }: Pick<Ledger, 'database'>,
  filter: HistoryFilter,
): { images: number; bytes: number } {
  const lead = leadOf({ database }, filter);
  const asked = conditionsOf(lead?.rest ?? filter);
  const led = lead === null ? '' : `(${lead.sql()}) m CROSS JOIN `;
  const where = [...(lead === null ? [] : ['o.id = m.id']), ...asked.where, `NOT ${beingDeleted}`];
  const row = database
    .prepare(`SELECT count(*) AS images, coalesce(sum(o.size), 0) AS bytes FROM ${led}${asked.tables} ${clause(where)}`)
    .get(...(lead?.values ?? []), ...asked.values);
  return { images: number(row ?? {}, 'images'), bytes: number(row ?? {}, 'bytes') };
}

/** Media types of the images there are, most first. */
export function historyTypes({ database }: Pick<Ledger, 'database'>): { type: string; images: number }[] {
  const rows = database.prepare('SELECT content_type, count(*) AS n FROM images GROUP BY content_type ORDER BY n DESC');
  return rows.all().map((row) => ({ type: text(row, 'content_type'), images: number(row, 'n') }));
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
