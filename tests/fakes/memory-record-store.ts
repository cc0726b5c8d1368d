/** @file A record store in memory for tests of the journey and the library; passes the contract that DynamoDB passes. */
import { ImageRecord } from '../../electron/journey/record/image-record.ts';
import type { RecordStore } from '../../electron/journey/record/record-store.ts';

export type MemoryRecordStore = RecordStore & {
  /** A user's records by image_id; tests may look and may tamper. */
  readonly records: (userId: string) => Map<string, ImageRecord>;
};

export type MemoryRecordStoreOptions = {
  /** Runs before each call takes effect: throw or wait here to make it fail or hang. */
  readonly before?: (call: keyof RecordStore, subject: string, signal: AbortSignal) => Promise<void> | void;
};

export function memoryRecordStore({ before }: MemoryRecordStoreOptions = {}): MemoryRecordStore {
  const users = new Map<string, Map<string, ImageRecord>>();

  function records(userId: string): Map<string, ImageRecord> {
    const found = users.get(userId) ?? new Map<string, ImageRecord>();
    users.set(userId, found);
    return found;
  }

  async function enter(call: keyof RecordStore, subject: string, signal: AbortSignal): Promise<void> {
    await before?.(call, subject, signal);
    if (signal.aborted) throw new DOMException('Request aborted', 'AbortError');
  }

  return {
    records,
    record: async (record, signal) => {
      await enter('record', record.image_id, signal);
      const there = records(record.user_id).get(record.image_id);
      const devices = [...new Set([...(there?.devices ?? []), ...record.devices])].sort();
      records(record.user_id).set(record.image_id, structuredClone({ ...(there ?? record), devices }));
      return there === undefined ? 'written' : 'joined';
    },
    find: async (userId, imageId, signal) => {
      await enter('find', imageId, signal);
      const found = records(userId).get(imageId);
      return found === undefined ? null : ImageRecord.parse(structuredClone(found));
    },
    async *all(userId, signal) {
      await enter('all', userId, signal);
      const found = [...records(userId).values()];
      for (const record of found.sort((one, other) => (one.image_id < other.image_id ? -1 : 1))) {
        yield structuredClone(record);
      }
    },
    remove: async (userId, imageId, signal) => {
      await enter('remove', imageId, signal);
      records(userId).delete(imageId);
    },
  };
}
