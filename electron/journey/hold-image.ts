/** @file What becomes of an image that cannot go on now: the one place that owns retries, written down before they happen. */
import type { Failure } from '../../shared/failure.ts';
import type { ImageId } from '../../shared/image.ts';
import { backoff } from '../foundation/backoff.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import type { FileRow } from '../ledger/files.ts';
import type { Arrival, JourneyParts } from './journey.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

/**
 * Waits, blocks or fails the image as its failure says; a failure of the whole profile holds the profile instead, and the
 * image goes back to where nothing is lost. Stopping is not failing: the state stays, and the next start goes on.
 */
export async function holdImage(parts: JourneyParts, key: Key, file: FileRow | null, error: unknown): Promise<Arrival> {
  if (isAbort(error)) return { kind: 'stopped' };
  if (!(error instanceof Failed)) {
    parts.log.error('An image could not be carried because of a fault of ours', { error, imageId: key.imageId });
    return hold(parts, key, unexpected(key.imageId, error));
  }
  const { failure } = error;
  if (failure.scope === 'profile') {
    // One that is confirmed stays so, for only its record is missing; the rest of the way is safe to repeat.
    await parts.ledger.commit(() => {
      const state = parts.ledger.journeys.find(key)?.state;
      if (state === 'uploading') parts.ledger.journeys.move(key, state, 'hashed', parts.clock.now(), failure.code);
    });
    return holdProfile(parts, key.profile, failure);
  }
  if (failure.code === 'file-changed' && file !== null) return fileChanged(parts, key, file, failure);
  return hold(parts, key, failure);
}

function unexpected(subject: string, error: unknown): Failure {
  const detail = error instanceof Error ? error.name : typeof error;
  return { code: 'unexpected', retry: 'after-user-acts', scope: 'image', subject, detail };
}

/** A fault of ours before the file had become an image: logged once, and no other file's journey is held up by it. */
export async function holdFile(parts: JourneyParts, file: FileRow, error: unknown): Promise<Arrival> {
  const { ledger, clock, random, log } = parts;
  log.error('A file could not be carried because of a fault of ours', { error, file: file.id });
  const failure = unexpected(file.name, error);
  const nextAt = clock.now() + backoff(file.attempts + 1, random());
  await ledger.commit(() => ledger.files.waiting(file.id, failure, nextAt));
  return { kind: 'waiting', failure, nextAt };
}

async function hold(parts: JourneyParts, key: Key, failure: Failure): Promise<Arrival> {
  const { ledger, clock, random, reached } = parts;
  const now = clock.now();
  const journey = ledger.journeys.find(key);
  if (journey === null) throw new Error(`${key.imageId} left the ledger while it was carried`);
  const nextAt = now + backoff(journey.attempts + 1, random(), failure.waitAtLeast);
  const to = failure.retry === 'soon' ? 'waiting' : failure.retry === 'after-user-acts' ? 'blocked' : 'failed';
  await ledger.commit(() =>
    ledger.journeys.hold(key, journey.state, to, failure, to === 'waiting' ? nextAt : null, now),
  );
  reached('retry-noted');
  return to === 'waiting' ? { kind: to, failure, nextAt } : { kind: to, failure };
}

/** Holds everything of a profile until the cause is gone: one issue, looked at again by itself. */
export async function holdProfile(parts: JourneyParts, profile: string, failure: Failure): Promise<Arrival> {
  const { ledger, clock, random, reached } = parts;
  const now = clock.now();
  const before = ledger.holds.find(profile);
  // Those that were under way together fail together: that is one try, not as many as there were lanes.
  if (before !== null && before.nextAt > now) return { kind: 'held', failure };
  const nextAt = now + backoff((before?.attempts ?? 0) + 1, random(), failure.waitAtLeast);
  await ledger.commit(() => ledger.holds.put(profile, failure, nextAt, now));
  reached('retry-noted');
  return { kind: 'held', failure };
}

/**
 * The bytes that were hashed are no longer on the disk. If the store has none of them, the image was never there; the file
 * goes back to intake and ends as what it finally is.
 */
async function fileChanged(parts: JourneyParts, key: Key, file: FileRow, failure: Failure): Promise<Arrival> {
  const { ledger, clock, settleFor } = parts;
  const now = clock.now();
  const nextAt = now + settleFor;
  await ledger.commit(() => {
    const withdrawn = ledger.journeys.withdraw(key, now);
    const state = ledger.journeys.find(key)?.state;
    const lost = { ...failure, code: 'file-missing', retry: 'never' } as const;
    if (!withdrawn && state !== undefined) ledger.journeys.hold(key, state, 'failed', lost, null, now);
    ledger.files.waiting(file.id, failure, nextAt);
  });
  return { kind: 'waiting', failure, nextAt };
}
