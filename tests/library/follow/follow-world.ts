/** @file Two computers with one library in memory clouds: what one stores, the other is to find. */

import { silentLog } from '../../../electron/foundation/log.ts';
import { fills } from '../../../electron/library/follow/fill-ledger.ts';
import { lookAtTable } from '../../../electron/library/follow/look-at-table.ts';
import { Profile } from '../../../shared/profile.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { type MemoryObjectStore, memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { type MemoryRecordStore, memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, journeyWorld, picture, userId } from '../../journey/journey-world.ts';

const forever = new AbortController().signal;
const renditions = Profile.shape.renditions.parse([
  { name: 'thumb', width: 32, height: 32, fit: 'inside', format: 'webp' },
]);

export const start = Date.UTC(2026, 5, 1);

export function followWorld(records: MemoryRecordStore = memoryRecordStore()) {
  const clock = manualClock(start);
  /** Whoever waits has waited. */
  const patient = { ...clock, sleep: async () => undefined };
  const objects: MemoryObjectStore = memoryObjectStore({ buckets: [bucket], now: clock.now });

  function computer(device: string, seeds: readonly number[] = []) {
    const files = Object.fromEntries(seeds.map((seed) => [`${seed}.bmp`, picture(seed, 90 + seed)]));
    const world = journeyWorld<MemoryObjectStore, MemoryRecordStore>({
      ...{ device, files, objects, records, clock },
      profile: { renditions },
    });
    const { ledger, profile, home } = world;
    const cloud = { profile, objects, records };
    const parts = { ledger, clock: patient, random: () => 0, device };
    return {
      ...world,
      cloud,
      carryAll: async (): Promise<void> => {
        await world.scan();
        await world.carry();
      },
      look: (signal = forever) => lookAtTable({ ...parts, onTaken: () => undefined }, cloud, signal),
      fills: fills({ ...parts, home, log: silentLog, open: async () => cloud, onProgress: () => undefined }),
      stored: () => ledger.journeys.counts(profile.name).stored,
      key: (imageId: Parameters<typeof ledger.objects.ofImage>[1]) => ({ profile: profile.name, imageId }),
    };
  }

  return {
    clock,
    objects,
    records,
    computer,
    ids: () => [...records.records(userId).values()].map((one) => one.image_id),
  };
}
