/** @file Which files of this computer could go because the cloud has them, and which stay and why; from the ledger alone; main. */
import type { FreePreview, FreeWish } from '../../../shared/free-space.ts';
import { ImageId } from '../../../shared/image.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { number, type Row, text } from '../../ledger/rows.ts';

export type FileToFree = {
  readonly fileId: number;
  readonly profile: string;
  readonly imageId: ImageId;
  readonly size: number;
};

export type FilesToFree = { readonly files: readonly FileToFree[]; readonly preview: FreePreview };

const day = 24 * 60 * 60 * 1000;

type Ask = { readonly ledger: Ledger; readonly now: number };

/** Nothing is asked of any cloud, no file is looked at: each is, when its turn comes. */
export function filesToFree({ ledger, now }: Ask, wish: FreeWish): FilesToFree {
  const kept = { favourites: 0, recent: 0, notStored: 0 };
  const files: FileToFree[] = [];
  const images = new Set<string>();
  let bytes = 0;
  const since = now - wish.keepDays * day;
  for (const row of rowsOf(ledger, wish)) {
    const why = whyKept(row, wish, since);
    if (why !== null) {
      kept[why] += 1;
      continue;
    }
    const file = {
      fileId: number(row, 'id'),
      profile: text(row, 'profile'),
      imageId: ImageId.parse(row['image_id']),
      size: number(row, 'size'),
    };
    files.push(file);
    images.add(file.imageId);
    bytes += file.size;
  }
  return { files, preview: { images: images.size, files: files.length, bytes, kept } };
}

/**
 * An image that is being deleted, or was, is not stored, whatever its journey says. One that is on its way to another profile
 * still needs a file, and folders of two profiles can lie in one another.
 */
function rowsOf({ database }: Ledger, { profile, folder, images }: FreeWish): Row[] {
  const named = images?.filter((image) => image.profile === profile).map(({ imageId }) => imageId);
  return database
    .prepare(
      `SELECT f.id, f.image_id, f.size, d.profile, i.captured_at,
         coalesce(j.stored_at, 0) AS stored_at, coalesce(c.favourite, 0) AS favourite,
         j.state IS 'stored' AND t.image_id IS NULL AND f.image_id NOT IN (
           SELECT image_id FROM journeys WHERE profile <> ?1 AND state NOT IN ('stored', 'cancelled')) AS is_stored
       FROM folders d JOIN files f ON f.folder_id = d.id
         JOIN images i ON i.image_id = f.image_id
         LEFT JOIN journeys j ON j.profile = d.profile AND j.image_id = f.image_id
         LEFT JOIN catalogue c ON c.profile = d.profile AND c.image_id = f.image_id
         LEFT JOIN tombstones t ON t.profile = d.profile AND t.image_id = f.image_id
       WHERE d.profile = ?1 AND f.state = 'hashed' AND (?2 IS NULL OR d.id = ?2)
         AND (?3 IS NULL OR f.image_id IN (SELECT value FROM json_each(?3)))
       ORDER BY f.id`,
    )
    .all(profile, folder ?? null, named === undefined ? null : JSON.stringify(named));
}

function whyKept(row: Row, { keepFavourites, keepDays }: FreeWish, since: number): keyof FreePreview['kept'] | null {
  if (number(row, 'is_stored') === 0) return 'notStored';
  if (keepFavourites && number(row, 'favourite') === 1) return 'favourites';
  const takenAt = Date.parse(text(row, 'captured_at'));
  const latest = Math.max(number(row, 'stored_at'), Number.isNaN(takenAt) ? 0 : takenAt);
  return keepDays > 0 && latest > since ? 'recent' : null;
}
