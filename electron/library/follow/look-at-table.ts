/** @file One look at what other computers have stored and changed since the last: by index where there is one, resumable; main. */
import { ImageId } from '../../../shared/image.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Burial } from '../../journey/record/burial.ts';
import type { ImageRecord } from '../../journey/record/image-record.ts';
import type { FeedRequest } from '../../journey/record/record-store.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { patiently } from '../verify/patiently.ts';
import { type Page, type TakeParts, takeRecords } from './take-record.ts';

export type LookParts = TakeParts & {
  /** Told the images taken in or changed, as they come. */
  readonly onTaken: (images: number) => void;
};

const minute = 60_000;
const day = 24 * 60 * minute;

/** An index is behind its table by moments, and the clocks of two computers differ. */
const overlap = 10 * minute;

/** Once a day: a computer can have been offline between storing an image and recording it. */
const wideOverlap = 7 * day;

/** A table without our indexes is read whole, which costs by its size. */
const wholeEvery = 6 * 60 * minute;

type Order = FeedRequest['by'];
const upTo = (order: Order, profile: string): string => `followed ${order} ${profile}`;
const widely = (profile: string): string => `followed widely ${profile}`;

/**
 * Notes that all that was said until then is known. What was stored is read once from the beginning all the same: it tells
 * of what was deleted too.
 */
export function haveFollowed(ledger: Ledger, profile: string, until: number): void {
  ledger.meta.set(upTo('changed_at', profile), new Date(until).toISOString());
}

/** Returns how many images were new or changed. Throws Failed when the cloud cannot be asked; what was seen is kept. */
export async function lookAtTable(parts: LookParts, cloud: Cloud, signal: AbortSignal): Promise<number> {
  const { ledger, clock } = parts;
  const profile = cloud.profile.name;
  const began = clock.now();
  const isWide = began - Number(ledger.meta.get(widely(profile)) ?? 0) >= day;
  let seen = 0;
  let isWhole = false;
  const taken = new Map<string, number>();
  try {
    for (const order of ['upload_time', 'changed_at'] as const) {
      const pages =
        (await feeds(parts, cloud, { by: order, isWide, began }, signal)) ??
        (isWhole ? null : wholeTable(parts, cloud, began, signal));
      if (pages === null) continue;
      if (pages.whole) isWhole = true;
      for await (const page of pages.of) {
        const news = await takeRecords(parts, cloud, page, signal);
        for (const [device, images] of news.taken) taken.set(device, (taken.get(device) ?? 0) + images);
        const images = Math.max(
          news.changed,
          [...news.taken.values()].reduce((sum, one) => sum + one, 0),
        );
        seen += images;
        if (images > 0) parts.onTaken(images);
      }
    }
    if (isWide) await ledger.commit(() => ledger.meta.set(widely(profile), String(began)));
  } finally {
    await logTaken(parts, profile, taken);
  }
  return seen;
}

type Pages = { readonly whole: boolean; readonly of: AsyncIterable<Page> };

/** Null where the table keeps no such order. */
async function feeds(
  parts: LookParts,
  { profile, records }: Cloud,
  { by, isWide, began }: { readonly by: Order; readonly isWide: boolean; readonly began: number },
  signal: AbortSignal,
): Promise<Pages | null> {
  const { ledger } = parts;
  const known = ledger.meta.get(upTo(by, profile.name));
  const since = known === null ? 0 : Math.max(0, Date.parse(known) - (isWide ? wideOverlap : overlap));
  const request = { userId: profile.userId, by, from: new Date(since).toISOString() };
  const page = (next: string | null) => patiently(parts, signal, () => records.feed({ ...request, next }, signal));
  const first = await page(null).catch((error: unknown) => {
    if (error instanceof Failed && error.failure.code === 'not-offered') return null;
    throw error;
  });
  if (first === null) return null;
  const of = async function* () {
    // A clock that is ahead must not hide what the others store until then.
    const latest = new Date(began).toISOString();
    let reached = known ?? request.from;
    for (let now = first; ; now = await page(now.next)) {
      reached = reachedBy(now, by, { from: reached, to: latest });
      // With the last page everything until now is known: a library at rest is not read again and again.
      const upToNow = now.next === null ? latest : reached;
      yield { ...now, keep: () => ledger.meta.set(upTo(by, profile.name), upToNow) };
      if (now.next === null) return;
    }
  };
  return { whole: false, of: of() };
}

/** The latest time in the page, between the two. */
function reachedBy(
  { records, burials }: Pick<Page, 'records' | 'burials'>,
  by: Order,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const times = [...records.map((record) => record[by]), ...burials.map(({ upload_time }) => upload_time)];
  return times.reduce<string>((latest, at) => (at !== undefined && at > latest && at <= to ? at : latest), from);
}

/** Null when it was read not long ago. */
function wholeTable(parts: LookParts, { profile, records }: Cloud, now: number, signal: AbortSignal): Pages | null {
  const { ledger } = parts;
  const fact = `followed whole ${profile.name}`;
  if (now - Number(ledger.meta.get(fact) ?? 0) < wholeEvery) return null;
  const of = async function* () {
    const seen = new Set<number>();
    let page: ImageRecord[] = [];
    for await (const record of records.all(profile.userId, signal)) {
      seen.add(shortName(record.image_id));
      page.push(record);
      if (page.length < 250) continue;
      yield { records: page, burials: [], keep: () => undefined };
      page = [];
    }
    const burials: Burial[] = [];
    for (const imageId of recordedUnseen(ledger, profile.name, seen)) {
      const burial = await patiently(parts, signal, () => records.burial(profile.userId, imageId, signal));
      if (burial !== null) burials.push(burial);
    }
    yield { records: page, burials, keep: () => ledger.meta.set(fact, String(now)) };
  };
  return { whole: true, of: of() };
}

/** 52 bits of the hash, so that a million are not 64 million letters; of two that were equal one would be found later. */
function shortName(imageId: string): number {
  return Number.parseInt(imageId.slice(0, 13), 16);
}

/** Stored with a record as far as the ledger knows, and no record came: burials are not among the records. */
function recordedUnseen({ database }: Ledger, profile: string, seen: ReadonlySet<number>): ImageId[] {
  const stored = database.prepare(`
    SELECT image_id FROM journeys WHERE profile = ? AND state = 'stored' AND outcome NOT IN ('imported', 'unrecorded')`);
  const unseen: ImageId[] = [];
  for (const row of stored.iterate(profile)) {
    const imageId = ImageId.parse(row['image_id']);
    if (!seen.has(shortName(imageId))) unseen.push(imageId);
  }
  return unseen;
}

async function logTaken(
  { ledger, clock }: LookParts,
  profile: string,
  taken: ReadonlyMap<string, number>,
): Promise<void> {
  if (taken.size === 0) return;
  await ledger.commit(() => {
    for (const [device, images] of taken) {
      ledger.deeds.note({ kind: 'found-elsewhere', profile, images, device, subject: profile }, clock.now());
    }
  });
}
