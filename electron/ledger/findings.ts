/** @file What a verification left for a person to decide, until a later one no longer finds it; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { ImageId } from '../../shared/image.ts';
import { FindingKind } from '../../shared/verification.ts';
import { number, text, textOrNull } from './rows.ts';

export type FindingRow = {
  readonly profile: string;
  readonly kind: FindingKind;
  /** A key, or an image where nothing has a key. */
  readonly subject: string;
  readonly imageId: ImageId | null;
  /** When it was first found, milliseconds since 1970 UTC. */
  readonly since: number;
};

export type Findings = {
  /** The same again keeps its `since`. */
  readonly put: (finding: Omit<FindingRow, 'since'>, at: number) => void;
  /** Forgets what no verification has found since then. */
  readonly dropUnseen: (profile: string, since: number) => void;
  /** Oldest first. */
  readonly all: (limit: number) => FindingRow[];
};

export function findingsTable(db: DatabaseSync): Findings {
  const put = db.prepare(`
    INSERT INTO findings (profile, kind, subject, image_id, since, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
    ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at`);
  const dropUnseen = db.prepare('DELETE FROM findings WHERE profile = ? AND seen_at < ?');
  const all = db.prepare('SELECT * FROM findings ORDER BY since, profile, kind, subject LIMIT ?');
  return {
    put: ({ profile, kind, subject, imageId }, at) => void put.run(profile, kind, subject, imageId, at),
    dropUnseen: (profile, since) => void dropUnseen.run(profile, since),
    all: (limit) =>
      all.all(limit).map((row) => {
        const image = textOrNull(row, 'image_id');
        return {
          profile: text(row, 'profile'),
          kind: FindingKind.parse(row['kind']),
          subject: text(row, 'subject'),
          imageId: image === null ? null : ImageId.parse(image),
          since: number(row, 'since'),
        };
      }),
  };
}
