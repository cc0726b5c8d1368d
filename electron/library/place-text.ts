/** @file Where a page of a list ended, as an opaque text; read back without belief; pure. */
import { z } from 'zod';
import { Failed } from '../foundation/failed.ts';

/** What the list is ordered by, and what decides between equals. */
const Place = z.tuple([z.number(), z.string()]);
export type Place = z.infer<typeof Place>;

export function placeText(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Throws Failed `bad-settings` for what is no place. */
export function placeFrom(text: string): Place {
  const parsed = Place.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new Failed({ code: 'bad-settings', retry: 'never', scope: 'image', subject: 'cursor' });
}

/** Undefined for what is no JSON, which no place is. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
