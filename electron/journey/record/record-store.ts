/** @file What the journey and the library ask of a record store; fulfilled by DynamoDB, held to tests/contracts/record-store. */
import type { ImageId } from '../../../shared/image.ts';
import type { Burial } from './burial.ts';
import type { Claim } from './claim.ts';
import type { ImageRecord, RecordedRendition, SaidOfImage } from './image-record.ts';

/** Every call throws Failed for what can be expected and an AbortError when its signal aborts. No call retries. */
export type RecordStore = {
  /**
   * Writes the record if the image has none; otherwise adds this device to the one that is there and leaves the rest.
   * `deleted`: a burial stands there, nothing was written. Twice is harmless.
   */
  readonly record: (record: ImageRecord, signal: AbortSignal) => Promise<Recorded>;
  /**
   * Has the record name one more rendition, which the store has confirmed; of one of that name, what is said now counts.
   * Nothing else in it changes. Twice is harmless. False where the image has no record.
   */
  readonly nameRendition: (
    userId: string,
    imageId: ImageId,
    rendition: RecordedRendition,
    signal: AbortSignal,
  ) => Promise<boolean>;
  readonly find: (userId: string, imageId: ImageId, signal: AbortSignal) => Promise<ImageRecord | null>;
  /** All records of a user in image_id order, page by page as it is consumed. */
  readonly all: (userId: string, signal: AbortSignal) => AsyncIterable<ImageRecord>;
  readonly remove: (userId: string, imageId: ImageId, signal: AbortSignal) => Promise<void>;
  /**
   * The image was deleted on purpose (see [Note: Burials] in burial.ts): the burial stands in the place of its record, or of
   * none; one that stands there stays as it is. False, and nothing happens, where the record is another user's.
   */
  readonly bury: (burial: Burial, signal: AbortSignal) => Promise<boolean>;
  readonly burial: (userId: string, imageId: ImageId, signal: AbortSignal) => Promise<Burial | null>;
  /** Notes in the burial, where there is one, that the objects are gone. `at`: ISO 8601, UTC. */
  readonly endBurial: (userId: string, imageId: ImageId, at: string, signal: AbortSignal) => Promise<void>;
  /** Takes the burial away, or puts the record in its place. False, and nothing happens, where there is no burial. */
  readonly unbury: (
    image: { readonly userId: string; readonly imageId: ImageId; readonly record: ImageRecord | null },
    signal: AbortSignal,
  ) => Promise<boolean>;
  /**
   * What this user says of the image's objects (see [Note: Claims] in shared-original.ts), in the place of what it said before.
   * Twice is harmless. A table of one user has no claims.
   */
  readonly claim: (claim: Claim, signal: AbortSignal) => Promise<void>;
  /** Twice is harmless. */
  readonly unclaim: (claim: Pick<Claim, 'imageId' | 'userId'>, signal: AbortSignal) => Promise<void>;
  /** As of now, one of each user, by their names. */
  readonly claims: (imageId: ImageId, signal: AbortSignal) => Promise<readonly Claim[]>;
  /** One page, oldest first. Throws Failed `not-offered` where the store keeps no such order. */
  readonly feed: (request: FeedRequest, signal: AbortSignal) => Promise<FeedPage>;
  /**
   * Writes the description into a record that is still at version `from` (0: never edited), which is then at the next.
   * False, and nothing is written, when it is at another, or there is no record.
   */
  readonly describe: (described: DescribedRecord, signal: AbortSignal) => Promise<boolean>;
};

/**
 * `written`: we made the record; `joined`: another computer had; `unrecorded`: there is no table, and nothing was written;
 * `deleted`: its owner wants it away.
 */
export type Recorded = 'written' | 'joined' | 'unrecorded' | 'deleted';

export type FeedRequest = {
  readonly userId: string;
  /** When an image was stored, or its description was last written. */
  readonly by: 'upload_time' | 'changed_at';
  /** ISO 8601, UTC, inclusive. */
  readonly from: string;
  /** Of the page before, with the same request; null for the first. */
  readonly next: string | null;
};

/** A page can be empty and yet not be the last. `burials` only by `upload_time`: what was deleted since. */
export type FeedPage = {
  readonly records: readonly ImageRecord[];
  readonly burials: readonly Burial[];
  readonly next: string | null;
};

export type DescribedRecord = {
  readonly userId: string;
  readonly imageId: ImageId;
  readonly from: number;
  readonly said: SaidOfImage;
};
