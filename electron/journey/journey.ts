/** @file What the journey is made of and what an arrival can be; carry-file.ts and carry-image.ts say the order. */
import type { Failure, RefusalReason } from '../../shared/failure.ts';
import type { ImageId } from '../../shared/image.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Inquiry } from '../cloud/inquiry.ts';
import type { Budget } from '../foundation/budget.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Reached } from '../foundation/crash-point.ts';
import type { Log } from '../foundation/log.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { readImage } from './hash/read-image.ts';
import type { RecordStore } from './record/record-store.ts';
import type { ImageResizer } from './resize/image-resizer.ts';
import type { ObjectStore } from './upload/object-store.ts';

/** A profile with the stores that its keys open. */
export type Cloud = {
  readonly profile: Profile;
  readonly objects: ObjectStore;
  readonly records: RecordStore;
  /** Absent where there is nothing more to ask than the stores. */
  readonly inquiry?: Inquiry;
};

/** An image on its way, and what cancels it; `ended` resolves when nothing of it is under way any more. */
export type Carrying = {
  readonly key: { readonly profile: string; readonly imageId: ImageId };
  readonly cancel: AbortController;
  readonly ended: Promise<void>;
};

export type JourneyParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly reached: Reached;
  /** In [0, 1). */
  readonly random: () => number;
  readonly read: typeof readImage;
  readonly resizer: ImageResizer;
  /** Throws Failed when the profile is unknown or its keys cannot be had. */
  readonly cloud: (profile: string) => Promise<Cloud>;
  /** This computer's name, as records and objects show it. */
  readonly device: string;
  /** Bytes of files that may be in memory at once. */
  readonly memory: Budget;
  /** Bytes that `read` gave and nobody looks at any more: their memory may be used for other files. Absent: it is not. */
  readonly giveBack?: (bytes: Buffer) => void;
  /** How long a file must have rested, milliseconds. */
  readonly settleFor: number;
  /** Images on their way now, by `carryingName`: no image is carried twice at once. */
  readonly carrying: Map<string, Carrying>;
  /** Told the bytes that a store took, as they are taken. */
  readonly onBytes: (bytes: number) => void;
};

export function carryingName(key: Carrying['key']): string {
  return `${key.profile} ${key.imageId}`;
}

/** How one file or image came out of one try. */
export type Arrival =
  | { readonly kind: 'stored'; readonly bytesSent: number }
  /** The cloud or another lane has the image already; nothing was sent. */
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** The file was gone when its turn came. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly nextAt: number }
  | { readonly kind: 'blocked'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The whole profile is held; the image waits with the others. */
  | { readonly kind: 'held'; readonly failure: Failure }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'stopped' };
