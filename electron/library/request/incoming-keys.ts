/** @file Where photos arrive that were asked for: a place of its own in the bucket, apart from what is stored; pure. */
import type { ObjectKey } from '../../../shared/image.ts';

/** Nothing below it is an image yet, and nothing but what lies below it is ever discarded. */
export const incomingPrefix = 'incoming/';

export function incomingKey(id: string, extension: string): ObjectKey {
  return `${incomingPrefix}${id}.${extension}` as ObjectKey; // An identifier of ours: few letters, all of them plain.
}

export function isIncoming(key: string): key is ObjectKey {
  return key.startsWith(incomingPrefix) && key.length > incomingPrefix.length;
}
