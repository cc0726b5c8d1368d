/** @file The record store of a profile without a table: keeps nothing, has nothing; main or terminal. */
import type { RecordStore } from './record-store.ts';

/** What is known of an image is then in the ledger and in the metadata of its objects. */
export const noRecordStore: RecordStore = {
  record: () => Promise.resolve('unrecorded'),
  nameRendition: () => Promise.resolve(false),
  find: () => Promise.resolve(null),
  all: async function* () {
    // Nothing to tell.
  },
  remove: () => Promise.resolve(),
  bury: () => Promise.resolve(true),
  burial: () => Promise.resolve(null),
  endBurial: () => Promise.resolve(),
  unbury: () => Promise.resolve(false),
  claim: () => Promise.resolve(),
  unclaim: () => Promise.resolve(),
  claims: () => Promise.resolve([]),
  feed: () => Promise.resolve({ records: [], burials: [], next: null }),
  describe: () => Promise.resolve(false),
};
