/** @file What the ledger knows of what is under way, left and waiting; each look costs what it shows, not the library. */
import { type Activity, mostShown, type Stage } from '../../shared/activity.ts';
import { Failure } from '../../shared/failure.ts';
import { ImageId } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import type { HeldState } from '../ledger/journeys.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, text } from '../ledger/rows.ts';

/** Files not read yet and images on their way, of profiles that nothing holds. Bytes are those of originals. */
export function leftNow({ database }: Pick<Ledger, 'database'>): { images: number; bytes: number } {
  const queued = database
    .prepare(
      `SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM files INDEXED BY files_settled
       WHERE state = 'settled'
         AND folder_id IN (SELECT id FROM folders WHERE profile NOT IN (SELECT profile FROM holds))`,
    )
    .get();
  const moving = database
    .prepare(
      `SELECT count(*) AS n, coalesce(sum(i.size), 0) AS bytes
       FROM journeys j INDEXED BY journeys_moving CROSS JOIN images i USING (image_id)
       WHERE j.state IN ('hashed', 'uploading', 'confirmed') AND j.profile NOT IN (SELECT profile FROM holds)`,
    )
    .get();
  return {
    images: number(queued ?? {}, 'n') + number(moving ?? {}, 'n'),
    bytes: number(queued ?? {}, 'bytes') + number(moving ?? {}, 'bytes'),
  };
}

/** At most `mostShown`, the longest under way first. */
export function underWayNow(
  { journeys, images, objects, uploads }: Pick<Ledger, 'journeys' | 'images' | 'objects' | 'uploads'>,
  keys: Iterable<ImageKey>,
): Activity['underWay'] {
  const found: Activity['underWay'] = [];
  for (const { profile, imageId } of keys) {
    if (found.length === mostShown) break;
    const journey = journeys.find({ profile, imageId });
    const image = images.find(imageId);
    const stage = journey === null ? null : stageOf(journey.state);
    if (journey === null || image === null || stage === null) continue;
    const original = objects.ofImage(profile, imageId).find(({ rendition }) => rendition === 'original');
    const upload = uploads.find(profile, imageId);
    const parts = upload === null ? [] : uploads.parts(upload.uploadId);
    const confirmed = original?.size ?? parts.reduce((sum, part) => sum + part.size, 0);
    found.push({ profile, imageId, fileName: journey.fileName, stage, size: image.size, confirmed });
  }
  return found;
}

/** Images that try again by themselves, the next ones first. */
export function waitingNow({ database }: Pick<Ledger, 'database'>): Activity['waiting'] {
  const all = database.prepare(`SELECT count(*) AS n FROM journeys WHERE state = 'waiting'`).get();
  const next = database
    .prepare(
      `SELECT profile, image_id, file_name, failure, next_at FROM journeys
       WHERE state = 'waiting' AND next_at IS NOT NULL AND failure IS NOT NULL ORDER BY next_at LIMIT ?`,
    )
    .all(mostShown);
  return {
    images: number(all ?? {}, 'n'),
    next: next.map((row) => ({
      profile: text(row, 'profile'),
      imageId: ImageId.parse(row['image_id']),
      fileName: text(row, 'file_name'),
      failure: Failure.parse(JSON.parse(text(row, 'failure'))),
      nextTry: number(row, 'next_at'),
    })),
  };
}

function stageOf(state: HeldState): Stage | null {
  switch (state) {
    case 'hashed':
      return 'preparing';
    case 'uploading':
      return 'sending';
    case 'confirmed':
      return 'recording';
    default:
      return null;
  }
}
