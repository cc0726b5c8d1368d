/** @file Finds uploads in parts that nobody will finish, and has the store forget them: their parts cost money, unseen. */
import { z } from 'zod';
import { isOpen } from '../../shared/journey-state.ts';
import { Failed } from '../foundation/failed.ts';
import type { UploadRow } from '../ledger/uploads.ts';
import { type Cloud, carryingName, type JourneyParts } from './journey.ts';
import { keyLayout } from './upload/key-layout.ts';
import type { OpenUpload } from './upload/object-store.ts';

const day = 24 * 60 * 60 * 1000;

/** What was seen of uploads that are not ours, or not ours any more: how many parts, and since when as many. */
const Strangers = z.record(z.string(), z.object({ parts: z.number(), since: z.number() }));
type Strangers = z.infer<typeof Strangers>;

/**
 * Ends the uploads of the ledger that no open journey needs: those of images that were cancelled, withdrawn, or came into the
 * store on another way. Returns how many. What a store would not do now is left for the next time.
 */
export async function endUnneededUploads(parts: JourneyParts, signal: AbortSignal): Promise<number> {
  const { ledger } = parts;
  let ended = 0;
  for (const row of ledger.uploads.all()) {
    if (isNeeded(parts, row)) continue;
    const done = await orLater(parts, row.profile, async () => {
      const { objects } = await parts.cloud(row.profile);
      await objects.abortParts(row, signal);
    });
    // A journey that was asked for again meanwhile may have found the upload gone, and begun another.
    if (!done) continue;
    await ledger.commit(() => ledger.uploads.end(row.uploadId));
    ended += 1;
  }
  return ended;
}

/**
 * Also ends, in each profile's bucket, uploads under keys that only Cloudroll makes, which are more than a day old, which this ledger
 * does not know, and to which no part was added for a day: those of a computer that is gone, or of a crash between the store's
 * answer and our note. An upload of another computer that is slow, but goes on, is left alone.
 */
export async function endAbandonedUploads(
  parts: JourneyParts,
  profiles: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  let ended = await endUnneededUploads(parts, signal);
  for (const profile of profiles) {
    await orLater(parts, profile, async () => {
      ended += await endStrangers(parts, await parts.cloud(profile), signal);
    });
  }
  return ended;
}

async function endStrangers(parts: JourneyParts, { profile, objects }: Cloud, signal: AbortSignal): Promise<number> {
  const { ledger, clock } = parts;
  const name = `strange uploads of ${profile.name}`;
  const before = Strangers.parse(JSON.parse(ledger.meta.get(name) ?? '{}'));
  const layout = keyLayout(profile.originalKey);
  const found: Strangers = {};
  let ended = 0;
  for await (const upload of objects.listOpenUploads(profile.bucket, layout.prefix, signal)) {
    if (!layout.holds(upload.key) || !isStrange(parts, upload)) continue;
    const held = await objects.listParts(upload, signal);
    if (held === null) continue;
    const known = before[upload.uploadId];
    const since = known?.parts === held.length ? known.since : clock.now();
    if (known === undefined || clock.now() - since < day) {
      found[upload.uploadId] = { parts: held.length, since };
    } else {
      await objects.abortParts(upload, signal);
      ended += 1;
    }
  }
  await ledger.commit(() => ledger.meta.set(name, JSON.stringify(found)));
  return ended;
}

function isStrange({ ledger, clock }: JourneyParts, upload: OpenUpload): boolean {
  if (clock.now() - upload.startedAt < day) return false;
  return !ledger.uploads.all().some((row) => row.uploadId === upload.uploadId);
}

function isNeeded({ ledger, carrying }: JourneyParts, row: UploadRow): boolean {
  if (carrying.has(carryingName(row))) return true;
  const journey = ledger.journeys.find(row);
  return journey !== null && isOpen(journey.state);
}

/** False when the profile or its store would not; that is the next look's to try again. Bugs and aborts rise. */
async function orLater(parts: JourneyParts, profile: string, deed: () => Promise<void>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    parts.log.info('Abandoned uploads could not be ended now', { profile, code: error.failure.code });
    return false;
  }
}
