/** @file A library that was really carried into memory clouds, to plant defects in and to verify. */

import type { ImageRecord } from '../../../electron/journey/record/image-record.ts';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import {
  type VerifyOptions,
  type VerifyProgress,
  verifyLibrary,
} from '../../../electron/library/verify/verify-library.ts';
import type { ImageId } from '../../../shared/image.ts';
import { Profile } from '../../../shared/profile.ts';
import type { FindingKind, VerifyReport } from '../../../shared/verification.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { type MemoryObjectStore, memoryObjectStore } from '../../fakes/memory-object-store.ts';
import type { MemoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, type JourneyWorldOptions, journeyWorld, picture, userId } from '../../journey/journey-world.ts';

export const thumbs = Profile.shape.renditions.parse([
  { name: 'thumb', width: 32, height: 32, fit: 'inside', format: 'webp' },
]);
const forever = new AbortController().signal;

export type VerifyWorldOptions = JourneyWorldOptions<MemoryObjectStore, MemoryRecordStore> & {
  /** How many pictures are stored before the test begins. */
  readonly pictures?: number;
  /** False: nothing is looked at or carried before the test begins. */
  readonly scan?: boolean;
};

const calls = new WeakMap<ObjectStore, (keyof ObjectStore)[]>();

function countingStore(now: () => number): MemoryObjectStore {
  const asked: (keyof ObjectStore)[] = [];
  const store = memoryObjectStore({ buckets: [bucket], now, before: (call) => void asked.push(call) });
  calls.set(store, asked);
  return store;
}

export async function verifyWorld(options: VerifyWorldOptions = {}) {
  const { pictures = 3, scan = true, ...rest } = options;
  const clock = manualClock();
  const files = Object.fromEntries(
    Array.from({ length: pictures }, (_, seed) => [`${seed}.bmp`, picture(seed, 90 + seed)]),
  );
  const world = journeyWorld<MemoryObjectStore, MemoryRecordStore>({
    clock,
    files,
    objects: countingStore(clock.now),
    ...rest,
    profile: { renditions: thumbs, ...rest.profile },
  });
  if (scan) await world.scan();
  await world.carry();
  const ids = [...world.records.records(userId).keys()].sort() as ImageId[];
  const held = world.objects.objects(bucket);

  return {
    ...world,
    manual: clock,
    ids,
    held,
    /** Every call that the store has had, whichever world made it. */
    asked: calls.get(world.objects) ?? [],
    records: world.records.records(userId),
    recordStore: world.records,
    original: (id: ImageId | undefined): string => `originals/${id}.bmp`,
    thumb: (id: ImageId | undefined): string => `renditions/${id}/thumb.webp`,
    /** All that the cloud holds, for a look before and after. */
    contents: () => ({
      objects: new Map([...held].map(([key, { bytes, ...rest }]) => [key, { ...rest, bytes: bytes.toString('hex') }])),
      records: structuredClone(world.records.records(userId)),
    }),
    verify: (
      how: Partial<VerifyOptions> = {},
      signal: AbortSignal = forever,
      onProgress: (progress: VerifyProgress) => void = () => undefined,
    ): Promise<VerifyReport> =>
      verifyLibrary(
        {
          ledger: world.ledger,
          cloud: { profile: world.profile, objects: world.objects, records: world.records },
          home: world.home,
          // Whoever waits has waited.
          clock: { ...clock, sleep: async () => undefined },
          random: () => 0,
          device: world.parts.device,
          carry: async () => {
            world.schedule.nudge();
            await world.carry();
          },
          onProgress,
        },
        { repair: false, deep: false, fresh: false, ...how },
        signal,
      ),
  };
}

/** What was found, without the kinds of which there was nothing. */
export function found(report: VerifyReport): Partial<Record<FindingKind, string[]>> {
  return Object.fromEntries(
    Object.entries(report.findings)
      .filter(([, count]) => count.found > 0)
      .map(([kind, count]) => [kind, count.examples.map((example) => example.subject)]),
  );
}

export function changed(record: ImageRecord | undefined, more: Partial<ImageRecord>): ImageRecord {
  if (record === undefined) throw new Error('There is no such record');
  return { ...record, ...more };
}
