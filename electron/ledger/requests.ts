/** @file The requests table: photos that were asked for, and what became of what came; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { RefusalReason } from '../../shared/failure.ts';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

const State = z.enum(['open', 'taken', 'stored', 'refused', 'discarded']);

export type RequestRow = {
  readonly profile: string;
  readonly bucket: string;
  readonly key: ObjectKey;
  /** Null for what another computer asked for; so are the type and the limit. */
  readonly label: string | null;
  readonly contentType: string | null;
  /** Bytes. */
  readonly most: number | null;
  readonly madeAt: number;
  readonly expiresAt: number | null;
  readonly state: z.infer<typeof State>;
  readonly reason: RefusalReason | null;
  readonly imageId: ImageId | null;
  readonly arrived: Arrived | null;
};

export type Arrived = { readonly size: number; readonly at: number; readonly etag: string };

export type Requests = {
  /** The same key again changes nothing. */
  readonly add: (request: Omit<RequestRow, 'state' | 'reason' | 'imageId' | 'arrived'>) => void;
  readonly find: (profile: string, key: string) => RequestRow | null;
  /** Newest first. */
  readonly ofProfile: (profile: string) => RequestRow[];
  /** Profiles in which something may still come, or is on its way. */
  readonly unsettled: (now: number) => string[];
  readonly taken: (profile: string, key: string, imageId: ImageId, arrived: Arrived) => void;
  readonly refused: (profile: string, key: string, reason: RefusalReason, arrived: Arrived) => void;
  readonly end: (profile: string, key: string, state: 'stored' | 'discarded') => void;
};

function requestRow(row: Row): RequestRow {
  const imageId = textOrNull(row, 'image_id');
  const reason = textOrNull(row, 'reason');
  const size = numberOrNull(row, 'size');
  return {
    profile: text(row, 'profile'),
    bucket: text(row, 'bucket'),
    key: text(row, 'object_key') as ObjectKey, // Written by `add` only.
    label: textOrNull(row, 'label'),
    contentType: textOrNull(row, 'content_type'),
    most: numberOrNull(row, 'most_bytes'),
    madeAt: number(row, 'made_at'),
    expiresAt: numberOrNull(row, 'expires_at'),
    state: State.parse(row['state']),
    reason: reason === null ? null : RefusalReason.parse(reason),
    imageId: imageId === null ? null : ImageId.parse(imageId),
    arrived: size === null ? null : { size, at: number(row, 'arrived_at'), etag: text(row, 'etag') },
  };
}

export function requestsTable(db: DatabaseSync): Requests {
  const add = db.prepare(`
    INSERT INTO requests (profile, object_key, bucket, label, content_type, most_bytes, made_at, expires_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open') ON CONFLICT DO NOTHING`);
  const find = db.prepare('SELECT * FROM requests WHERE profile = ? AND object_key = ?');
  const ofProfile = db.prepare('SELECT * FROM requests WHERE profile = ? ORDER BY made_at DESC, object_key');
  const unsettled = db.prepare(`
    SELECT DISTINCT profile FROM requests WHERE state = 'taken' OR (state = 'open' AND expires_at > ?)`);
  const taken = db.prepare(`
    UPDATE requests SET state = 'taken', reason = NULL, image_id = ?3, size = ?4, arrived_at = ?5, etag = ?6
    WHERE profile = ?1 AND object_key = ?2`);
  const refused = db.prepare(`
    UPDATE requests SET state = 'refused', reason = ?3, size = ?4, arrived_at = ?5, etag = ?6
    WHERE profile = ?1 AND object_key = ?2`);
  const end = db.prepare('UPDATE requests SET state = ?3 WHERE profile = ?1 AND object_key = ?2');
  return {
    add: ({ profile, key, bucket, label, contentType, most, madeAt, expiresAt }) =>
      void add.run(profile, key, bucket, label, contentType, most, madeAt, expiresAt),
    find: (profile, key) => {
      const row = find.get(profile, key);
      return row === undefined ? null : requestRow(row);
    },
    ofProfile: (profile) => ofProfile.all(profile).map(requestRow),
    unsettled: (now) => unsettled.all(now).map((row) => text(row, 'profile')),
    taken: (profile, key, imageId, { size, at, etag }) => void taken.run(profile, key, imageId, size, at, etag),
    refused: (profile, key, reason, { size, at, etag }) => void refused.run(profile, key, reason, size, at, etag),
    end: (profile, key, state) => void end.run(profile, key, state),
  };
}
