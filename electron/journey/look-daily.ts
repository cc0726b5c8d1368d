/** @file Looks for abandoned uploads at the start and once a day, and never more often, however often Cloudroll starts. */
import { isAbort } from '../foundation/failed.ts';
import { endAbandonedUploads } from './end-abandoned-uploads.ts';
import type { JourneyParts } from './journey.ts';

const day = 24 * 60 * 60 * 1000;

/** Milliseconds. The time of day is looked at, because timers stand still while a computer sleeps. */
const longestRest = 10 * 60_000;

const name = 'abandoned uploads looked for';

/** Until the signal aborts. In every profile that has a folder; while the gate is closed it waits. */
export async function lookDaily(parts: JourneyParts, isOpen: () => boolean, signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) await lookOrRest(parts, isOpen, signal);
  } catch (error) {
    if (!isAbort(error)) parts.log.error('Abandoned uploads are looked for no more: a fault of ours', { error });
  }
}

async function lookOrRest(parts: JourneyParts, isOpen: () => boolean, signal: AbortSignal): Promise<void> {
  const due = Number(parts.ledger.meta.get(name) ?? 0) + day;
  // A clock that was set back must not put the next look off for years.
  const wait = Math.min(longestRest, Math.max(0, due - parts.clock.now()));
  if (wait > 0 || !isOpen()) await parts.clock.sleep(wait > 0 ? wait : longestRest, signal);
  else await look(parts, signal);
}

async function look(parts: JourneyParts, signal: AbortSignal): Promise<void> {
  const { ledger, clock, log } = parts;
  const profiles = new Set(ledger.folders.all().map((folder) => folder.profile));
  const ended = await endAbandonedUploads(parts, [...profiles], signal);
  if (ended > 0) log.info('Abandoned uploads were ended', { ended });
  await ledger.commit(() => ledger.meta.set(name, String(clock.now())));
}
