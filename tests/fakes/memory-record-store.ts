/** @file A record store in memory for tests of the journey and the library; passes the contract that DynamoDB passes. */
import type { Burial } from '../../electron/journey/record/burial.ts';
import type { Claim } from '../../electron/journey/record/claim.ts';
import { ImageRecord, type SaidOfImage } from '../../electron/journey/record/image-record.ts';
import type { RecordStore } from '../../electron/journey/record/record-store.ts';

export type MemoryRecordStore = RecordStore & {
  /** A user's records by image_id; tests may look and may tamper. */
  readonly records: (userId: string) => Map<string, ImageRecord>;
  /** A user's burials by image_id. */
  readonly burials: (userId: string) => Map<string, Burial>;
};

export type MemoryRecordStoreOptions = {
  /** Runs before each call takes effect: throw or wait here to make it fail or hang. */
  readonly before?: (call: keyof RecordStore, subject: string, signal: AbortSignal) => Promise<void> | void;
};

/** Small, so that a few records are several pages. */
const pageSize = 10;

export function memoryRecordStore({ before }: MemoryRecordStoreOptions = {}): MemoryRecordStore {
  const users = new Map<string, Map<string, ImageRecord>>();

  function records(userId: string): Map<string, ImageRecord> {
    const found = users.get(userId) ?? new Map<string, ImageRecord>();
    users.set(userId, found);
    return found;
  }

  const graves = new Map<string, Map<string, Burial>>();
  function burials(userId: string): Map<string, Burial> {
    const found = graves.get(userId) ?? new Map<string, Burial>();
    graves.set(userId, found);
    return found;
  }

  const claimants = new Map<string, Map<string, Claim>>();

  async function enter(call: keyof RecordStore, subject: string, signal: AbortSignal): Promise<void> {
    await before?.(call, subject, signal);
    if (signal.aborted) throw new DOMException('Request aborted', 'AbortError');
  }

  return {
    records,
    burials,
    record: async (record, signal) => {
      await enter('record', record.image_id, signal);
      if (burials(record.user_id).has(record.image_id)) return 'deleted';
      const there = records(record.user_id).get(record.image_id);
      const devices = [...new Set([...(there?.devices ?? []), ...record.devices])].sort();
      records(record.user_id).set(record.image_id, structuredClone({ ...(there ?? record), devices }));
      return there === undefined ? 'written' : 'joined';
    },
    nameRendition: async (userId, imageId, rendition, signal) => {
      await enter('nameRendition', imageId, signal);
      const there = records(userId).get(imageId);
      if (there === undefined) return false;
      const at = there.renditions.findIndex(({ name }) => name === rendition.name);
      const renditions = at < 0 ? [...there.renditions, rendition] : there.renditions.with(at, rendition);
      records(userId).set(imageId, { ...there, renditions });
      return true;
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
      burials(userId).delete(imageId);
    },
    bury: async (burial, signal) => {
      await enter('bury', burial.image_id, signal);
      records(burial.user_id).delete(burial.image_id);
      const there = burials(burial.user_id).get(burial.image_id);
      burials(burial.user_id).set(burial.image_id, there ?? { ...burial });
      return true;
    },
    burial: async (userId, imageId, signal) => {
      await enter('burial', imageId, signal);
      return burials(userId).get(imageId) ?? null;
    },
    endBurial: async (userId, imageId, at, signal) => {
      await enter('endBurial', imageId, signal);
      const there = burials(userId).get(imageId);
      if (there !== undefined) burials(userId).set(imageId, { ...there, deletion_ended: at });
    },
    unbury: async ({ userId, imageId, record }, signal) => {
      await enter('unbury', imageId, signal);
      if (!burials(userId).delete(imageId)) return false;
      if (record !== null) records(userId).set(imageId, structuredClone(record));
      return true;
    },
    claim: async (claim, signal) => {
      const { imageId, userId } = claim;
      await enter('claim', imageId, signal);
      claimants.set(imageId, new Map([...(claimants.get(imageId) ?? []), [userId, claim]]));
    },
    unclaim: async ({ imageId, userId }, signal) => {
      await enter('unclaim', imageId, signal);
      claimants.get(imageId)?.delete(userId);
    },
    claims: async (imageId, signal) => {
      await enter('claims', imageId, signal);
      return [...(claimants.get(imageId)?.values() ?? [])].toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
    },
    feed: async ({ userId, by, from, next }, signal) => {
      await enter('feed', userId, signal);
      const sorted = [...records(userId).values()]
        .flatMap((record) => {
          const at = record[by];
          return at !== undefined && at >= from ? [{ at, record }] : [];
        })
        .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
      const dead = by === 'upload_time' && next === null ? [...burials(userId).values()] : [];
      const begin = next === null ? 0 : Number(next);
      const end = begin + pageSize;
      return {
        burials: dead.filter(({ upload_time }) => upload_time >= from),
        records: structuredClone(sorted.slice(begin, end).map(({ record }) => record)),
        next: end < sorted.length ? String(end) : null,
      };
    },
    describe: async ({ userId, imageId, from, said }, signal) => {
      await enter('describe', imageId, signal);
      const there = records(userId).get(imageId);
      if (there === undefined || (there.version ?? 0) !== from) return false;
      records(userId).set(imageId, described(there, said, from + 1));
      return true;
    },
  };
}

/** What is empty is no attribute. */
function described(there: ImageRecord, said: SaidOfImage, version: number): ImageRecord {
  const { title, description, tags, favourite, fields, location_removed, gps: place, ...at } = said;
  const { title: _t, description: _d, tags: _g, favourite: _f, fields: _s, location_removed: _l, ...kept } = there;
  const { gps, ...rest } = kept;
  const told = place === undefined ? gps : place;
  return {
    ...rest,
    ...(title === '' ? {} : { title }),
    ...(description === '' ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(favourite ? { favourite } : {}),
    ...(Object.keys(fields).length === 0 ? {} : { fields: { ...fields } }),
    ...(location_removed ? { location_removed } : {}),
    ...(told == null ? {} : { gps: told }),
    ...{ ...at, edits: [...at.edits], version },
  };
}
