/** @file What is stored, newest first, page by page; reads the ledger only, in time that does not grow with the library. */
import type { HistoryEntry } from '../../shared/contract.ts';
import { ImageId, PictureDetails } from '../../shared/image.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, type Row, text, textOrNull } from '../ledger/rows.ts';

export type HistoryPage = { readonly entries: HistoryEntry[]; readonly next: string | null };
export type HistoryRequest = {
  readonly profile?: string | undefined;
  readonly limit: number;
  /** `storedAt.imageId` of the last entry of the page before. */
  readonly after?: string | undefined;
};

/** Keyset pages: the cost of a page is that of its rows, whichever page it is. */
export function historyPage({ database, objects }: Ledger, { profile, limit, after }: HistoryRequest): HistoryPage {
  const [at, id] = cursor(after);
  const where = profile === undefined ? '' : 'AND j.profile = ?4';
  const statement = database.prepare(`
    SELECT j.*, i.size, i.content_type, i.details FROM journeys j JOIN images i USING (image_id)
    WHERE j.state = 'stored' AND (j.stored_at, j.image_id) < (?1, ?2) ${where}
    ORDER BY j.stored_at DESC, j.image_id DESC LIMIT ?3`);
  const rows = statement.all(at, id, limit + 1, ...(profile === undefined ? [] : [profile]));
  const entries = rows.slice(0, limit).map((row) => entry(row));
  const last = entries.at(-1);
  return {
    entries: entries.map((one) => ({
      ...one,
      objects: objects
        .ofImage(one.profile, one.imageId)
        .map(({ rendition, bucket, key, size, contentType, width, height, proof }) => ({
          rendition,
          bucket,
          key,
          size,
          contentType,
          width,
          height,
          proof,
        })),
    })),
    next: rows.length > limit && last !== undefined ? `${last.storedAt}.${last.imageId}` : null,
  };
}

function cursor(after: string | undefined): readonly [number, string] {
  if (after === undefined) return [Number.MAX_SAFE_INTEGER, 'g'];
  const [at = '', id = ''] = after.split('.');
  return [Number(at), id];
}

function entry(row: Row): Omit<HistoryEntry, 'objects'> {
  const told = textOrNull(row, 'details');
  const details = told === null ? {} : PictureDetails.parse(JSON.parse(told));
  return {
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    state: 'stored',
    fileName: text(row, 'file_name'),
    directory: text(row, 'directory'),
    size: number(row, 'size'),
    contentType: text(row, 'content_type'),
    width: details.width ?? null,
    height: details.height ?? null,
    capturedAt: details.capturedAt ?? null,
    camera: details.camera ?? null,
    warning: textOrNull(row, 'warning'),
    storedAt: number(row, 'stored_at'),
  };
}
