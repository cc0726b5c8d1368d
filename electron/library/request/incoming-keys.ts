/** @file Where photos arrive that were asked for: a place of its own in the bucket, apart from what is stored; pure. */
import type { ObjectKey } from '../../../shared/image.ts';

/** Nothing below it is an image yet, and nothing but what lies below it is ever discarded. */
export const incomingPrefix = 'incoming/';

export function incomingKey(id: string, extension: string): ObjectKey {
  return `${incomingPrefix}${id}.${extension}` as ObjectKey; // An identifier of ours: few letters, all of them plain.
}

/** As `incomingKey` makes them: a folder named `incoming`, of a key template or of others, is none of this. */
const ours = /^incoming\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z0-9]{1,16}$/;

export function isIncoming(key: string): key is ObjectKey {
  return ours.test(key);
}
