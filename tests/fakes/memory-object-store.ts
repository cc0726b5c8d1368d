/** @file An object store in memory for tests of the journey and the library; passes the contract that S3 passes. */
import { createHash, randomUUID } from 'node:crypto';
import { Failed } from '../../electron/foundation/failed.ts';
import type {
  ConfirmedObject,
  NewObject,
  ObjectStore,
  PartUpload,
  SentPart,
} from '../../electron/journey/upload/object-store.ts';
import type { FailureCode } from '../../shared/failure.ts';
import type { ObjectKey } from '../../shared/image.ts';

export type MemoryObject = {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly etag: string;
  /** Absent on an object that came in parts, as on S3. */
  readonly sha256?: string;
  readonly modifiedAt: number;
};

export type MemoryObjectStore = ObjectStore & {
  /** What a bucket holds, by key; tests may look and may tamper. */
  readonly objects: (bucket: string) => Map<string, MemoryObject>;
};

type Upload = PartUpload & {
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly parts: Map<number, SentPart & { readonly bytes: Buffer }>;
};

export type MemoryObjectStoreOptions = {
  readonly buckets: readonly string[];
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
  /** Runs before each call takes effect: throw or wait here to make it fail or hang. */
  readonly before?: (call: keyof ObjectStore, subject: string, signal: AbortSignal) => Promise<void> | void;
};

export function memoryObjectStore({ buckets, now, before }: MemoryObjectStoreOptions): MemoryObjectStore {
  const stored = new Map(buckets.map((bucket) => [bucket, new Map<string, MemoryObject>()]));
  const uploads = new Map<string, Upload>();
  const time = now ?? (() => 0);

  function objects(bucket: string): Map<string, MemoryObject> {
    const found = stored.get(bucket);
    if (found === undefined) throw failed('no-bucket', bucket, 'profile');
    return found;
  }

  async function enter(call: keyof ObjectStore, subject: string, signal: AbortSignal): Promise<void> {
    await before?.(call, subject, signal);
    if (signal.aborted) throw new DOMException('Request aborted', 'AbortError');
  }

  function keep(object: Omit<NewObject, 'sha256'>, etag: string, sha256?: string): MemoryObject {
    const kept = {
      bytes: Buffer.from(object.bytes),
      contentType: object.contentType,
      metadata: { ...object.metadata },
      etag,
      ...(sha256 === undefined ? {} : { sha256 }),
      modifiedAt: time(),
    };
    objects(object.bucket).set(object.key, kept);
    return kept;
  }

  function uploadOf(upload: PartUpload): Upload {
    objects(upload.bucket);
    const found = uploads.get(upload.uploadId);
    if (found === undefined) throw failed('bad-answer', upload.key, 'image', 'NoSuchUpload');
    return found;
  }

  return {
    objects,
    put: async (object, signal) => {
      await enter('put', object.key, signal);
      if (digest('sha256', object.bytes) !== object.sha256) throw failed('bytes-refused', object.key);
      if (objects(object.bucket).has(object.key)) return 'exists';
      return confirmed(keep(object, digest('md5', object.bytes), object.sha256), 'sha256');
    },
    head: async ({ bucket, key }, signal) => {
      await enter('head', key, signal);
      const found = objects(bucket).get(key);
      if (found === undefined) return null;
      const { bytes, ...said } = found;
      return { ...said, size: bytes.length };
    },
    get: async ({ bucket, key }, signal) => {
      await enter('get', key, signal);
      const found = objects(bucket).get(key);
      return found === undefined ? null : chunks(found.bytes);
    },
    remove: async ({ bucket, key }, signal) => {
      await enter('remove', key, signal);
      objects(bucket).delete(key);
    },
    versions: async ({ bucket, key }, signal) => {
      await enter('versions', key, signal);
      const found = objects(bucket).get(key);
      if (found === undefined) return [];
      const { etag, modifiedAt, bytes } = found;
      return [{ versionId: 'null', kind: 'object', isLatest: true, size: bytes.length, etag, modifiedAt }];
    },
    removeVersion: async ({ bucket, key }, versionId, signal) => {
      await enter('removeVersion', key, signal);
      if (versionId === 'null') objects(bucket).delete(key);
    },
    async *list(bucket, prefix, signal) {
      await enter('list', bucket, signal);
      const keys = [...objects(bucket).keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))) {
        const found = objects(bucket).get(key);
        if (found === undefined) continue;
        const { etag, modifiedAt } = found;
        // It was put under this key.
        yield { key: key as ObjectKey, size: found.bytes.length, etag, modifiedAt };
      }
    },
    beginParts: async ({ bucket, key, contentType, metadata }, signal) => {
      await enter('beginParts', key, signal);
      objects(bucket);
      const upload = { bucket, key, uploadId: randomUUID() };
      uploads.set(upload.uploadId, { ...upload, contentType, metadata, startedAt: time(), parts: new Map() });
      return upload;
    },
    putPart: async (upload, { number, bytes, sha256 }, signal) => {
      await enter('putPart', upload.key, signal);
      if (digest('sha256', bytes) !== sha256) throw failed('bytes-refused', upload.key);
      const part = { number, etag: digest('md5', bytes), sha256, size: bytes.byteLength };
      uploadOf(upload).parts.set(number, { ...part, bytes: Buffer.from(bytes) });
      return part;
    },
    listParts: async (upload, signal) => {
      await enter('listParts', upload.key, signal);
      objects(upload.bucket);
      const held = uploads.get(upload.uploadId);
      if (held === undefined) return null;
      return [...held.parts.values()]
        .sort((one, other) => one.number - other.number)
        .map(({ number, etag, size }) => ({ number, etag, size }));
    },
    completeParts: async (upload, parts, signal) => {
      await enter('completeParts', upload.key, signal);
      if (objects(upload.bucket).has(upload.key)) return 'exists';
      const held = uploadOf(upload);
      const bodies = parts.map(({ number, etag }) => {
        const part = held.parts.get(number);
        if (part === undefined || part.etag !== etag) throw failed('bad-answer', upload.key, 'image', 'InvalidPart');
        return part;
      });
      uploads.delete(upload.uploadId);
      const bytes = Buffer.concat(bodies.map((part) => part.bytes));
      const etag = `${digest('md5', Buffer.from(bodies.map((part) => part.etag).join(''), 'hex'))}-${parts.length}`;
      return confirmed(keep({ ...held, bytes }, etag), 'sha256-parts');
    },
    abortParts: async (upload, signal) => {
      await enter('abortParts', upload.key, signal);
      objects(upload.bucket);
      uploads.delete(upload.uploadId);
    },
    async *listOpenUploads(bucket, prefix, signal) {
      await enter('listOpenUploads', bucket, signal);
      objects(bucket);
      for (const upload of [...uploads.values()]) {
        if (upload.bucket !== bucket || !upload.key.startsWith(prefix)) continue;
        yield { bucket, key: upload.key, uploadId: upload.uploadId, startedAt: upload.startedAt };
      }
    },
  };
}

function confirmed({ bytes, etag, sha256 }: MemoryObject, proof: ConfirmedObject['proof']): ConfirmedObject {
  return { size: bytes.length, etag, ...(sha256 === undefined ? {} : { sha256 }), proof };
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += 65_536) yield bytes.subarray(offset, offset + 65_536);
}

function digest(algorithm: 'sha256' | 'md5', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

function failed(code: FailureCode, subject: string, scope: 'image' | 'profile' = 'image', detail?: string): Failed {
  const retry = scope === 'profile' ? 'after-user-acts' : 'soon';
  return new Failed({ code, retry, scope, subject, ...(detail === undefined ? {} : { detail }) });
}
