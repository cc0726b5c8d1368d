/** @file The images that a person means by a selection, as far as the ledger has them; each once; main process. */
import type { HistoryFilter } from '../../shared/history.ts';
import { ImageId } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import type { Selection } from '../../shared/selection.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, type Row, text } from '../ledger/rows.ts';
import { conditionsOf, everyTable } from './history-filter.ts';

export type SelectedImage = ImageKey & {
  readonly fileName: string;
  /** Bytes of the original. */
  readonly size: number;
};

/** Newest first, those named one by one in their own order. What the ledger has no journey of is left out. */
export function selectedImages(ledger: Pick<Ledger, 'database'>, selection: Selection): SelectedImage[] {
  return 'images' in selection ? named(ledger, selection.images) : fitting(ledger, selection.filter);
}

function named({ database }: Pick<Ledger, 'database'>, images: readonly ImageKey[]): SelectedImage[] {
  const find = database.prepare(`
    SELECT j.profile, j.image_id, j.file_name, i.size FROM journeys j JOIN images i USING (image_id)
    WHERE j.profile = ? AND j.image_id = ?`);
  const once = new Map(images.map((image) => [`${image.profile} ${image.imageId}`, image]));
  return [...once.values()].flatMap(({ profile, imageId }) => {
    const row = find.get(profile, imageId);
    return row === undefined ? [] : [selectedImage(row)];
  });
}

function fitting({ database }: Pick<Ledger, 'database'>, filter: HistoryFilter): SelectedImage[] {
  const { where, values } = conditionsOf(filter);
  return database
    .prepare(
      `SELECT c.profile, c.image_id, o.name AS file_name, o.size FROM ${everyTable}
       ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY o.recent DESC, o.id`,
    )
    .all(...values)
    .map(selectedImage);
}

function selectedImage(row: Row): SelectedImage {
  return {
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    fileName: text(row, 'file_name'),
    size: number(row, 'size'),
  };
}
