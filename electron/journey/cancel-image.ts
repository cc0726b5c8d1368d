/** @file Cancels one image: first in the ledger, so that it can never end as stored, then on the line, then at the store. */
import { assertNever } from '../../shared/brand.ts';
import type { CancelOutcome, ImageKey } from '../../shared/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { endUnneededUploads } from './end-abandoned-uploads.ts';
import type { JourneyParts } from './journey.ts';

/**
 * To be called inside a commit. The image's journey is at its end when that is on the disk, whatever is still under way:
 * nothing leads from `cancelled` to `stored`. Twice is harmless.
 */
export function cancelInLedger({ journeys }: Pick<Ledger, 'journeys'>, key: ImageKey, now: number): CancelOutcome {
  const state = journeys.find(key)?.state;
  switch (state) {
    case undefined:
      return 'unknown';
    case 'stored':
      return 'too-late';
    case 'cancelled':
      return 'cancelled';
    case 'hashed':
    case 'uploading':
    case 'confirmed':
    case 'waiting':
    case 'blocked':
    case 'failed':
      journeys.move(key, state, 'cancelled', now, 'asked for by a person');
      return 'cancelled';
    default:
      return assertNever(state, 'state of an image');
  }
}

/**
 * Aborts what is under way of images that the ledger calls cancelled, whoever cancelled them, waits for its end, and has the
 * store forget their parts. Objects that the store had confirmed stay there: they may be another computer's too.
 * Never throws for the store: what it would not do now is done by the daily look at abandoned uploads.
 */
export async function endCancelled(parts: JourneyParts, signal: AbortSignal): Promise<void> {
  const cancelled = [...parts.carrying.values()].filter(
    ({ key }) => parts.ledger.journeys.find(key)?.state === 'cancelled',
  );
  for (const { cancel } of cancelled) cancel.abort();
  await Promise.all(cancelled.map(({ ended }) => ended));
  await endUnneededUploads(parts, signal);
}
