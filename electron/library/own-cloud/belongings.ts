/** @file What in a bucket and a table is this profile's, and what is not and must stay; main and terminal. */
import { z } from 'zod';
import { ImageId } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import { claimOf } from '../../journey/record/claim.ts';
import { keyLayout } from '../../journey/upload/key-layout.ts';

/**
 * [Note: What is ours] A key below the profile's prefixes is ours only if its template can have made it, and nobody else names it:
 * images are stored by content, so two users of one bucket share an object that both have. Keys that records of others name, or
 * that other profiles of this computer have stored, are theirs as well, and stay. Users of one bucket can keep their records in
 * tables of their own, of which nothing is known here: an image whose original says that another user sent it stays too. So does
 * one that another user claims (see [Note: Claims] in journey/shared-original.ts).
 */
export type Belongings = {
  readonly ownsKey: (bucket: string, key: string) => boolean;
  readonly ownsItem: (item: unknown) => boolean;
  /** An item of somebody else: the objects that it names stay. */
  readonly noteOther: (item: unknown) => void;
  readonly noteOtherKey: (bucket: string, key: string) => void;
  /** An original by its form, of which nobody has been asked yet who sent it: from now on it counts as asked. */
  readonly askSender: (bucket: string, key: string) => boolean;
  /** Another user sent this original: its image stays, renditions and all. */
  readonly noteOtherSender: (bucket: string, key: string) => void;
};

/** What a record and the burial that can stand in its place have in common. */
const OurItem = z.object({ user_id: z.string(), image_id: ImageId, schema_version: z.literal(1) });

/** Where the test of rights leaves its canary if it cannot take it away. */
const checkPrefix = 'cloudroll-check/';

export function belongings(profile: Profile): Belongings {
  const { bucket: originalsBucket, renditionsBucket = originalsBucket } = profile;
  const originals = keyLayout(profile.originalKey);
  const renditions = keyLayout(profile.renditionKey);
  const ofOthers = new Set<string>();
  const imagesOfOthers = new Set<string | null>();
  const asked = new Set<string>();
  return {
    ownsKey: (bucket, key) => {
      if (ofOthers.has(key) || ofOthers.has(`${bucket}/${key}`)) return false;
      if (imagesOfOthers.has(originals.hashIn(key) ?? renditions.hashIn(key))) return false;
      if (bucket === originalsBucket && (originals.holds(key) || key.startsWith(checkPrefix))) return true;
      return bucket === renditionsBucket && renditions.holds(key);
    },
    ownsItem: (item) => (OurItem.safeParse(item).data?.user_id ?? claimOf(item)?.userId) === profile.userId,
    // Whatever bucket it means.
    noteOther: (item) => {
      const claim = claimOf(item);
      if (claim !== null && claim.deleting === undefined) imagesOfOthers.add(claim.imageId);
      for (const text of textsIn(item)) ofOthers.add(text);
    },
    noteOtherKey: (bucket, key) => void ofOthers.add(`${bucket}/${key}`),
    askSender: (bucket, key) => {
      if (bucket !== originalsBucket || asked.has(key) || !originals.holds(key)) return false;
      asked.add(key);
      return true;
    },
    noteOtherSender: (bucket, key) => {
      ofOthers.add(`${bucket}/${key}`);
      const hash = originals.hashIn(key);
      if (hash !== null) imagesOfOthers.add(hash);
    },
  };
}

/** Every text in an item that could be a key: items of others name their objects in ways of their own. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.includes('/') || value.includes('.')) yield value;
  } else if (Array.isArray(value)) {
    for (const one of value) yield* textsIn(one);
  } else if (typeof value === 'object' && value !== null) {
    yield* textsIn(Object.values(value));
  }
}
