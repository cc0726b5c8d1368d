/** @file Where a page of the history ended, as an opaque text that survives a reload; read back without belief. */
import { z } from 'zod';
import { HistorySort } from '../../shared/history.ts';
import { Failed } from '../foundation/failed.ts';

/** Where an image stands in an order. */
export type Placed = { readonly id: number; readonly key: string | number };

/** The order, the key in it, and the id of the catalogue's row. */
const Place = z.tuple([HistorySort, z.union([z.string(), z.number()]), z.number().int()]);

export function cursorOf(sort: HistorySort, { key, id }: Placed): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

/** Throws Failed `bad-settings` for what is no cursor of this order. */
export function cursorFrom(cursor: string, sort: HistorySort): Placed {
  const parsed = Place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[0] !== sort) {
    throw new Failed({ code: 'bad-settings', retry: 'never', scope: 'image', subject: 'cursor' });
  }
  const [, key, id] = parsed.data;
  return { key, id };
}

/** Undefined for what is no JSON, which no cursor of ours is. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
