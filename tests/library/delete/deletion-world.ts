/** @file A library with images stored in it, and what deletes from it, on a clock that the test moves; in memory or on any stores. */
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { queue } from '../../../electron/journey/queue.ts';
import type { RecordStore } from '../../../electron/journey/record/record-store.ts';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import { beginDeletion } from '../../../electron/library/delete/begin-deletion.ts';
import { runDeletions } from '../../../electron/library/delete/run-deletions.ts';
import { type DeleteAnswer, type DeleteRequest, undoFor } from '../../../shared/deletion.ts';
import { ImageId } from '../../../shared/image.ts';
import { type ManualClock, manualClock } from '../../fakes/manual-clock.ts';
import type { MemoryObjectStore } from '../../fakes/memory-object-store.ts';
import type { MemoryRecordStore } from '../../fakes/memory-record-store.ts';
import { type JourneyWorldOptions, journeyWorld, picture, profileName } from '../../journey/journey-world.ts';

export const forever = new AbortController().signal;

/** As many images as asked for are stored when it resolves: `1.bmp`, `2.bmp` … */
export async function deletionWorld<
  Objects extends ObjectStore = MemoryObjectStore,
  Records extends RecordStore = MemoryRecordStore,
>(images: number, options: JourneyWorldOptions<Objects, Records> = {}) {
  const clock: Clock = options.clock ?? manualClock();
  const files = Object.fromEntries(Array.from({ length: images }, (_, at) => [`${at + 1}.bmp`, picture(at + 1)]));
  const world = journeyWorld<Objects, Records>({ files, ...options, clock });
  await world.scan();
  await world.carry();
  const { ledger, parts } = world;
  const deletions = runDeletions({ ...parts, log: parts.log ?? silentLog, onNews: () => undefined });
  onTestFinished(deletions.close);
  const keyOf = (name: string) => ({ profile: profileName, imageId: ImageId.parse(world.file(name)?.imageId) });
  const begin = (request: DeleteRequest): Promise<DeleteAnswer> => beginDeletion(parts, request);
  return {
    ...world,
    deletions,
    keyOf,
    begin,
    orders: queue(ledger, clock, async () => {
      world.schedule.nudge();
      deletions.nudge();
    }),
    /** Ordered, and its batch; throws where a word for the number is asked for. */
    order: async (names: readonly string[], versions = false): Promise<string> => {
      const of = { images: names.map(keyOf) };
      const answer = await begin({ of, versions, confirmed: names.length });
      if (answer.kind !== 'begun') throw new Error('It was not begun');
      return answer.batch;
    },
    /** The ten seconds go by, and all that can be deleted is. */
    tenSecondsLater: async (): Promise<void> => {
      (clock as ManualClock).advance(undoFor); // Worlds with another clock do not call this.
      await deletions.idle();
    },
  };
}

export type DeletionWorld = Awaited<ReturnType<typeof deletionWorld>>;
