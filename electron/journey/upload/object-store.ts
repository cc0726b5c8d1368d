/** @file What the journey and the library ask of an object store; fulfilled by S3, held to tests/contracts/object-store. */
import type { ObjectKey, Proof } from '../../../shared/image.ts';

export type ObjectAddress = { readonly bucket: string; readonly key: ObjectKey };

export type NewObject = ObjectAddress & {
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, hexadecimal. The store refuses other bytes. */
  readonly sha256: string;
  readonly contentType: string;
  /**
   * Lower-case names; any text as values, which `head` gives back as it was; under 2 kB together once it is encoded (see
   * header-text.ts). Put the hash in here too, as `sha256`: many stores remember no checksum, and none has the SHA-256
   * of the whole of an object that came in parts.
   */
  readonly metadata: Readonly<Record<string, string>>;
};

export type ConfirmedObject = {
  readonly size: number;
  readonly etag: string;
  readonly versionId?: string;
  /** Hexadecimal, when the store itself holds one of the whole object. What we said at upload is in `metadata.sha256`. */
  readonly sha256?: string;
  readonly proof: Proof;
};

export type StoredObject = Omit<ConfirmedObject, 'proof'> & {
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 UTC. */
  readonly modifiedAt: number;
};

/** `marker`: from here on the key counts as removed. */
export type ObjectVersion = {
  readonly versionId: string;
  readonly kind: 'object' | 'marker';
  readonly isLatest: boolean;
  readonly size: number;
  readonly etag: string;
  /** Milliseconds since 1970 UTC. */
  readonly modifiedAt: number;
};

export type SentPart = {
  readonly number: number;
  readonly etag: string;
  readonly sha256: string;
  readonly size: number;
};
export type PartUpload = ObjectAddress & { readonly uploadId: string };
export type OpenUpload = PartUpload & { readonly startedAt: number };

/**
 * Every call throws Failed for what can be expected (see cloud/aws-failure.ts) and an AbortError when its signal aborts.
 * No call retries: retries are owned by the journey. Buckets and keys are used exactly as given.
 */
export type ObjectStore = {
  /**
   * Stores the bytes under a key that nothing is under yet, and resolves only when the store has confirmed them.
   * `exists` means that something is there already and was left alone: ask `head` what it is.
   */
  readonly put: (object: NewObject, signal: AbortSignal) => Promise<ConfirmedObject | 'exists'>;
  /** What is under the key, or null. */
  readonly head: (address: ObjectAddress, signal: AbortSignal) => Promise<StoredObject | null>;
  /** The bytes in order, or null where there is no such object. */
  readonly get: (address: ObjectAddress, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array> | null>;
  /** Resolves when the key is gone; a missing key is no failure. */
  readonly remove: (address: ObjectAddress, signal: AbortSignal) => Promise<void>;
  /** Of exactly this key, the latest first; where the bucket keeps none, the object alone. */
  readonly versions: (address: ObjectAddress, signal: AbortSignal) => Promise<readonly ObjectVersion[]>;
  /** For good. Removing the latest marker brings the version below it back. A missing one is no failure. */
  readonly removeVersion: (address: ObjectAddress, versionId: string, signal: AbortSignal) => Promise<void>;
  /** Every object below the prefix in key order, page by page as it is consumed. */
  readonly list: (
    bucket: string,
    prefix: string,
    signal: AbortSignal,
  ) => AsyncIterable<{
    readonly key: ObjectKey;
    readonly size: number;
    readonly etag: string;
    readonly modifiedAt: number;
  }>;

  readonly beginParts: (
    object: ObjectAddress & Pick<NewObject, 'contentType' | 'metadata'>,
    signal: AbortSignal,
  ) => Promise<PartUpload>;
  /** Part numbers start at 1; the same number again replaces the part. */
  readonly putPart: (
    upload: PartUpload,
    part: { readonly number: number; readonly bytes: Uint8Array; readonly sha256: string },
    signal: AbortSignal,
  ) => Promise<SentPart>;
  /** The parts that the store holds, or null when it does not know the upload (any more). */
  readonly listParts: (upload: PartUpload, signal: AbortSignal) => Promise<readonly Omit<SentPart, 'sha256'>[] | null>;
  /**
   * `exists` when something came under the key meanwhile, which can be our own earlier try whose answer was lost: ask
   * `head` what it is. Some stores do not look, and replace what is there: ask `head` first. Throws `bad-answer` with the
   * detail NoSuchUpload when neither the upload nor the object is there: begin anew.
   */
  readonly completeParts: (
    upload: PartUpload,
    parts: readonly SentPart[],
    signal: AbortSignal,
  ) => Promise<ConfirmedObject | 'exists'>;
  /** Resolves when the parts are gone; an unknown upload is no failure. */
  readonly abortParts: (upload: PartUpload, signal: AbortSignal) => Promise<void>;
  /** Uploads begun and not ended, below the prefix. */
  readonly listOpenUploads: (bucket: string, prefix: string, signal: AbortSignal) => AsyncIterable<OpenUpload>;
};
