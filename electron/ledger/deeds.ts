/** @file The deeds table, the activity log: which computer did what when; bounded, and written in its deed's own commit. */
import type { DatabaseSync } from 'node:sqlite';
import { ImageId } from '../../shared/image.ts';
import { DeedKind, type LogEntry, type LogFilter } from '../../shared/library-log.ts';
import { thisDeviceFact } from './catalogue.ts';
import { number, type Row, text, textOrNull } from './rows.ts';

/** `device` absent: this computer. */
export type NewDeed = Pick<LogEntry, 'kind' | 'subject'> &
  Partial<Pick<LogEntry, 'device' | 'profile' | 'imageId' | 'images' | 'detail'>>;

export type Deeds = {
  /** Call inside the commit of what was done. What is stored, fails or is cancelled on its way notes itself. */
  readonly note: (deed: NewDeed, at: number) => void;
  /** Newest first, below `beforeId`. */
  readonly page: (filter: LogFilter, beforeId: number | null, limit: number) => LogEntry[];
  /** Forgets all before then, and all but the newest `keep`. Returns how many. */
  readonly prune: (before: number, keep: number) => number;
};

/** Letters: of an image that had no name (any more) when something was done with it, only its id can be told. */
const shownOfId = 12;

function logEntry(row: Row): LogEntry {
  const imageId = textOrNull(row, 'image_id');
  return {
    id: number(row, 'id'),
    at: number(row, 'at'),
    device: text(row, 'device'),
    kind: DeedKind.parse(row['kind']),
    profile: textOrNull(row, 'profile'),
    imageId: imageId === null ? null : ImageId.parse(imageId),
    subject: text(row, 'subject') || (imageId ?? '').slice(0, shownOfId),
    images: number(row, 'images'),
    detail: text(row, 'detail'),
  };
}

export function deedsTable(db: DatabaseSync): Deeds {
  const note = db.prepare(`
    INSERT INTO deeds (at, device, kind, profile, image_id, subject, images, detail)
    VALUES (?, coalesce(?, (SELECT value FROM meta WHERE name = '${thisDeviceFact}'), ''), ?, ?, ?, ?, ?, ?)`);
  const page = db.prepare(`
    SELECT * FROM deeds WHERE (?1 IS NULL OR id < ?1)
      AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
      AND (?3 IS NULL OR device = ?3) AND (?4 IS NULL OR profile = ?4)
      AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
      AND (?7 IS NULL OR subject LIKE ?7 ESCAPE '\\' OR detail LIKE ?7 ESCAPE '\\' OR device LIKE ?7 ESCAPE '\\')
    ORDER BY id DESC LIMIT ?8`);
  const prune = db.prepare(`
    DELETE FROM deeds WHERE at < ?1 OR id <= (SELECT id FROM deeds ORDER BY id DESC LIMIT 1 OFFSET ?2)`);
  return {
    note: ({ kind, subject, device, profile, imageId, images, detail }, at) =>
      void note.run(at, device ?? null, kind, profile ?? null, imageId ?? null, subject, images ?? 1, detail ?? ''),
    page: ({ text: asked, kinds, device, profile, from, to }, beforeId, limit) => {
      const like = asked === undefined || asked === '' ? null : `%${asked.replaceAll(/[\\%_]/g, '\\$&')}%`;
      const of = kinds === undefined ? null : JSON.stringify(kinds);
      const values = [beforeId, of, device ?? null, profile ?? null, from ?? null, to ?? null, like, limit];
      return page.all(...values).map(logEntry);
    },
    prune: (before, keep) => Number(prune.run(before, keep).changes),
  };
}
