/** @file Where a page of the history ended, as an opaque text that survives a reload; read back without belief. */
import { z } from 'zod';
import type { HistorySort } from '../../shared/history.ts';
import { ImageId } from '../../shared/image.ts';
import { Failed } from '../foundation/failed.ts';
import { type Row, text } from '../ledger/rows.ts';

const Place = z.tuple([
  z.enum(['recent', 'taken', 'name', 'size']),
  z.union([z.string(), z.number()]),
  ImageId,
  z.string(),
]);

/** Of a row with `sort_key`, `image_id` and `profile`. */
export function cursorOf(sort: HistorySort, row: Row): string {
  const place = [sort, row['sort_key'], text(row, 'image_id'), text(row, 'profile')];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Throws Failed `bad-settings` for what is no cursor of this order. */
export function cursorFrom(
  cursor: string,
  sort: HistorySort,
): { readonly key: string | number; readonly imageId: ImageId; readonly profile: string } {
  const parsed = Place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[0] !== sort) {
    throw new Failed({ code: 'bad-settings', retry: 'never', scope: 'image', subject: 'cursor' });
  }
  const [, key, imageId, profile] = parsed.data;
  return { key, imageId, profile };
}

/** Undefined for what is no JSON, which no cursor of ours is. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
