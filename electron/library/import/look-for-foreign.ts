/** @file Finds what other systems put into a profile's buckets and table: lists both, matches them, reads no object; main. */
import { z } from 'zod';
import type { ImportFindings } from '../../../shared/adoption.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectAddress } from '../../journey/upload/object-store.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { text } from '../../ledger/rows.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import type { Listed, Survey } from '../verify/survey.ts';
import { layoutKeys } from '../verify/survey-buckets.ts';
import { ForeignFacts, foreignItem, type Place } from './foreign-item.ts';

export type LookParts = {
  readonly ledger: Ledger;
  readonly cloud: Cloud;
  readonly survey: Survey;
  readonly patience: Patience;
  /** Told how many objects and items were seen so far. */
  readonly onSeen: (seen: number) => void;
};

const Found = z.object({
  bucket: z.string(),
  key: z.string(),
  size: z.number(),
  etag: z.string(),
  modifiedAt: z.number(),
});
/** What the survey keeps of an image to import, as its details. */
export const ToImport = z.object({ original: Found, copy: Found.nullable(), facts: ForeignFacts.nullable() });
export type ToImport = z.infer<typeof ToImport>;

const page = 1000;
/** Names without an ending are looked at too: one of the known systems gives none. */
const likelyImage = /(^|\/)[^./]+$|\.(jpe?g|jpe|png|gif|webp|avif|heic|heif|jxl|tiff?|bmp|svg)$/i;

/** Afterwards each image to import is a group of the survey with one ToImport as its details. */
export async function lookForForeign(parts: LookParts, signal: AbortSignal): Promise<ImportFindings> {
  const { survey, cloud, onSeen } = parts;
  const { profile, inquiry } = cloud;
  let seen = 0;
  const see = (more: number): void => {
    seen += more;
    onSeen(seen);
  };
  for (const bucket of new Set([profile.bucket, profile.renditionsBucket ?? profile.bucket])) {
    await patiently(parts.patience, signal, () => listWhole(parts, bucket, see, signal));
  }
  const known = claimKnown(parts);
  const found = { items: 0, withoutObject: 0, objects: 0, bytes: 0 };
  const keep = (image: ToImport): void => {
    survey.attribute(addressOf(image.original), nameOf(image.original), JSON.stringify(image));
    found.bytes += image.original.size + (image.copy?.size ?? 0);
  };
  for await (const item of profile.table === undefined ? [] : (inquiry?.items(signal) ?? [])) {
    const foreign = foreignItem(item, profile);
    see(1);
    if (foreign === null) continue;
    const original = firstThere(survey, foreign.originals);
    if (original === null) {
      found.withoutObject += 1;
      continue;
    }
    if (known.has(nameOf(original))) continue;
    found.items += 1;
    keep({ original, copy: firstThere(survey, foreign.copies), facts: foreign.facts });
  }
  const isOurs = layoutKeys(profile);
  for (const object of leftovers(survey)) {
    if (isOurs(object) || object.key.startsWith('cloudroll-check/') || !likelyImage.test(object.key)) continue;
    found.objects += 1;
    keep({ original: object, copy: null, facts: null });
  }
  return found;
}

async function listWhole(
  { cloud, survey }: LookParts,
  bucket: string,
  see: (more: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let batch: Listed[] = [];
  const flush = (): void => {
    survey.add(batch);
    see(batch.length);
    batch = [];
  };
  for await (const object of cloud.objects.list(bucket, '', signal)) {
    batch.push({ bucket, ...object });
    if (batch.length === page) flush();
  }
  flush();
}

/** What the ledger knows is no leftover. Answers those that are not below our layouts: what was imported before. */
function claimKnown({ ledger, cloud: { profile }, survey }: LookParts): ReadonlySet<string> {
  const isOurs = layoutKeys(profile);
  const known = new Set<string>();
  const rows = ledger.database.prepare('SELECT bucket, object_key FROM objects WHERE profile = ?');
  for (const row of rows.iterate(profile.name)) {
    const address = { bucket: text(row, 'bucket'), key: text(row, 'object_key') as ObjectKey }; // Confirmed keys only.
    survey.claim(address);
    if (!isOurs(address)) known.add(nameOf(address));
  }
  return known;
}

function firstThere(survey: Survey, places: readonly Place[]): Listed | null {
  for (const place of places) {
    const there = survey.claim(addressOf(place));
    if (there !== null) return there;
  }
  return null;
}

function* leftovers(survey: Survey): Generator<Listed> {
  for (let after: Listed | null = null; ; ) {
    const rows: Listed[] = survey.leftovers(after, page);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/** What was listed is a key; what only could be one is looked up among those. */
function addressOf({ bucket, key }: Place): ObjectAddress {
  return { bucket, key: key as ObjectKey };
}

function nameOf({ bucket, key }: Place): string {
  return `${bucket} ${key}`;
}
