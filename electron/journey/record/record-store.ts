/** @file What the journey and the library ask of a record store; fulfilled by DynamoDB, held to tests/contracts/record-store. */
import type { ImageId } from '../../../shared/image.ts';
import type { ImageRecord } from './image-record.ts';

/** Every call throws Failed for what can be expected and an AbortError when its signal aborts. No call retries. */
export type RecordStore = {
  /**
   * Writes the record if the image has none; otherwise adds this device to the one that is there and leaves the rest.
   * Twice is harmless.
   */
  readonly record: (record: ImageRecord, signal: AbortSignal) => Promise<'written' | 'joined'>;
  readonly find: (userId: string, imageId: ImageId, signal: AbortSignal) => Promise<ImageRecord | null>;
  /** All records of a user in image_id order, page by page as it is consumed. */
  readonly all: (userId: string, signal: AbortSignal) => AsyncIterable<ImageRecord>;
  readonly remove: (userId: string, imageId: ImageId, signal: AbortSignal) => Promise<void>;
};
