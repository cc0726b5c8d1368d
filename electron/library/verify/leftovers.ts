/** @file What a survey listed and no record or ledger row claims: asked what it is, and gathered image by image; main. */
import { z } from 'zod';
import { ImageId, type ObjectKey } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import { budget } from '../../foundation/budget.ts';
import type { ObjectAddress, ObjectStore } from '../../journey/upload/object-store.ts';
import { parseObjectMetadata } from '../../journey/upload/parse-object-metadata.ts';
import { type FoundObject, type RebuiltImage, rebuiltImage } from '../record-from-objects.ts';
import { type Patience, patiently } from './patiently.ts';
import type { Listed, Survey } from './survey.ts';
import { layoutKeys } from './survey-buckets.ts';

export type LeftoverParts = {
  readonly store: ObjectStore;
  readonly profile: Profile;
  readonly survey: Survey;
  readonly patience: Patience;
};

export type LeftoverImage = {
  /** Null for objects that are not ours, or are another user's. */
  readonly imageId: ImageId | null;
  readonly objects: readonly FoundObject[];
  /** What the objects themselves tell of the image; null where the original is not among them. */
  readonly rebuilt: RebuiltImage | null;
};

const askedAtOnce = 8;
const page = 256;

/** Objects whose key the layouts cannot make are nobody's business and are passed over. */
export async function* leftoverImages(parts: LeftoverParts, signal: AbortSignal): AsyncGenerator<LeftoverImage> {
  const { survey, profile } = parts;
  yield* askAll(parts, signal);
  for (let after = ''; ; ) {
    const groups = survey.groups(after, page);
    for (const { owner, details } of groups) {
      const objects = details.map((one) => Found.parse(JSON.parse(one)));
      const rebuilt = rebuiltImage(profile, objects);
      const isForeign = rebuilt === null && objects.some((object) => isAnothers(profile, object));
      yield { imageId: isForeign ? null : ImageId.parse(owner), objects, rebuilt };
    }
    const last = groups.at(-1);
    if (last === undefined) return;
    after = last.owner;
  }
}

/** Notes of each leftover of ours which image it belongs to; yields those that are not ours. */
async function* askAll(parts: LeftoverParts, signal: AbortSignal): AsyncGenerator<LeftoverImage> {
  const { store, survey, patience } = parts;
  const isOfLayout = layoutKeys(parts.profile);
  const turnstile = budget(askedAtOnce);
  let foreign: LeftoverImage[] = [];
  const ask = async (listed: Listed): Promise<void> => {
    const done = await turnstile.take(1, signal);
    try {
      const head = await patiently(patience, signal, () => store.head(listed, signal));
      if (head === null) return;
      const object: FoundObject = { bucket: listed.bucket, key: listed.key, ...head };
      const says = parseObjectMetadata(head.metadata);
      if (says === null) foreign.push({ imageId: null, objects: [object], rebuilt: null });
      else survey.attribute(listed, says.imageId, JSON.stringify(object));
    } finally {
      done();
    }
  };
  let after: ObjectAddress | null = null;
  for (;;) {
    const rows: Listed[] = survey.leftovers(after, page);
    const last = rows.at(-1);
    if (last === undefined) return;
    await Promise.all(rows.filter(isOfLayout).map(ask));
    yield* foreign;
    foreign = [];
    after = last;
  }
}

function isAnothers(profile: Profile, { metadata }: FoundObject): boolean {
  const says = parseObjectMetadata(metadata);
  return says?.kind === 'original' && says.userId !== profile.userId;
}

const Found = z.object({
  bucket: z.string(),
  key: z.string().transform((key) => key as ObjectKey), // Listed by the bucket.
  size: z.number(),
  etag: z.string(),
  contentType: z.string(),
  modifiedAt: z.number(),
  metadata: z.record(z.string(), z.string()),
  versionId: z.string().optional(),
  sha256: z.string().optional(),
});
