/** @file The edits table: what a person changed of descriptions here, until it is in the cloud and as long as it can be undone. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Attribute, AttributeValue } from '../../shared/description.ts';
import { ImageId } from '../../shared/image.ts';
import { number, type Row, text } from './rows.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

export const Assigned = z.record(Attribute, AttributeValue);
export type Assigned = z.infer<typeof Assigned>;

export type EditRow = Key & {
  readonly id: number;
  /** Milliseconds since 1970 UTC. */
  readonly madeAt: number;
  readonly assigned: Assigned;
  /** What the same attributes were before. */
  readonly before: Assigned;
  readonly batch: string;
  /** `refused`: there is no record to write it into. */
  readonly state: 'waiting' | 'sent' | 'refused';
};

export type Edits = {
  readonly add: (edit: Omit<EditRow, 'id'>) => void;
  /** Images with edits that the cloud does not have yet, of those that are stored; the longest waiting first. */
  readonly waiting: (profile: string, limit: number) => ImageId[];
  /** Oldest first. */
  readonly ofImage: (key: Key) => EditRow[];
  readonly ofBatch: (batch: string) => EditRow[];
  readonly settle: (ids: readonly number[], state: 'sent' | 'refused') => void;
  /** Profiles that something waits in. */
  readonly profiles: () => string[];
  /** Forgets what was settled and made before then. Returns how many. */
  readonly prune: (before: number) => number;
};

function editRow(row: Row): EditRow {
  return {
    id: number(row, 'id'),
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    madeAt: number(row, 'made_at'),
    assigned: Assigned.parse(JSON.parse(text(row, 'assigned'))),
    before: Assigned.parse(JSON.parse(text(row, 'before'))),
    batch: text(row, 'batch'),
    state: text(row, 'state') as EditRow['state'], // The CHECK on the column allows no other.
  };
}

export function editsTable(db: DatabaseSync): Edits {
  const add = db.prepare(`
    INSERT INTO edits (profile, image_id, made_at, assigned, before, batch, state) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const waiting = db.prepare(`
    SELECT e.image_id FROM edits e JOIN journeys j ON j.profile = e.profile AND j.image_id = e.image_id
    WHERE e.state = 'waiting' AND e.profile = ? AND j.state = 'stored'
    GROUP BY e.image_id ORDER BY min(e.id) LIMIT ?`);
  const ofImage = db.prepare('SELECT * FROM edits WHERE image_id = ? AND profile = ? ORDER BY id');
  const ofBatch = db.prepare('SELECT * FROM edits WHERE batch = ? ORDER BY id');
  const settle = db.prepare('UPDATE edits SET state = ? WHERE id = ?');
  const profiles = db.prepare(`SELECT DISTINCT profile FROM edits WHERE state = 'waiting'`);
  const prune = db.prepare(`DELETE FROM edits WHERE state <> 'waiting' AND made_at < ?`);
  return {
    add: ({ profile, imageId, madeAt, assigned, before, batch, state }) =>
      void add.run(profile, imageId, madeAt, JSON.stringify(assigned), JSON.stringify(before), batch, state),
    waiting: (profile, limit) => waiting.all(profile, limit).map((row) => ImageId.parse(row['image_id'])),
    ofImage: ({ profile, imageId }) => ofImage.all(imageId, profile).map(editRow),
    ofBatch: (batch) => ofBatch.all(batch).map(editRow),
    settle: (ids, state) => {
      for (const id of ids) settle.run(state, id);
    },
    profiles: () => profiles.all().map((row) => text(row, 'profile')),
    prune: (before) => Number(prune.run(before).changes),
  };
}
