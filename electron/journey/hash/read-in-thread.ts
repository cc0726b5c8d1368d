/** @file Has small files read and hashed in a thread, so that neither a slow disk nor a large hash stops this one; main process. */
import { Worker } from 'node:worker_threads';
import { ImageId } from '../../../shared/image.ts';
import { fileFailure } from '../../foundation/file-failure.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { headSize, type ReadImage, type ReadOptions, readImage } from './read-image.ts';
import type { ReadAnswer, ReadOrder } from './read-order.ts';
import type { ReadWhole } from './read-whole.ts';

export type ImageReader = {
  /** As readImage. A file above `wholeUpTo` is read in this thread, piece by piece, because it would hold up the others. */
  readonly read: typeof readImage;
  /** Starts the thread before the first file asks for it. Twice is harmless. */
  readonly start: () => void;
  /** The bytes of a reading that nobody looks at any more: the next large file is read into their memory. */
  readonly giveBack: (bytes: Buffer) => void;
  /** What is being read rejects with an AbortError. Twice is harmless. */
  readonly close: () => Promise<void>;
};

type Waiting = { readonly resolve: (result: ReadWhole) => void; readonly reject: (error: unknown) => void };

/** Bytes. Memory for smaller files comes from the allocator's own pools. */
const worthKeeping = 1024 * 1024;

/** Bytes that are kept while nobody reads. */
const spareAtMost = 24 * 1024 * 1024;

/**
 * [Note: A thread for reading] A small file takes six calls of the file system, and each costs this loop a trip to the
 * thread pool and back; in another thread they are made in one breath, and a slow disk or a long hash holds up only that
 * one. The bytes are handed over, not copied, and their memory
 * is used again: the kernel empties every new page, which for photos costs twice as much as their SHA-256. `entry` is reading.ts, or what it was built into; the thread starts with the
 * first file.
 */
export function readInThread(entry: URL): ImageReader {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let thread: Worker | undefined;

  let spare: ArrayBuffer[] = [];

  /** Of at least `size` bytes, or none. */
  const memoryFor = (size: number): ArrayBuffer | undefined => {
    if (size < worthKeeping) return undefined;
    const place = spare.findIndex((memory) => memory.byteLength >= size);
    // Whole mebibytes, so that it fits the next photo too; what is not written to takes no memory.
    return place < 0 ? new ArrayBuffer(Math.ceil(size / worthKeeping) * worthKeeping) : spare.splice(place, 1)[0];
  };

  const failAll = (error: unknown): void => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(entry);
    started.on('message', ({ id, result }: ReadAnswer) => {
      waiting.get(id)?.resolve(result);
      waiting.delete(id);
      if (waiting.size === 0) started.unref();
    });
    // A bug in the thread: whoever waits hears of it, the next file starts another.
    started.on('error', failAll);
    started.unref();
    return started;
  };
  const ask = (path: string, expected: ReadOrder['expected']): Promise<ReadWhole> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      thread ??= start();
      thread.ref();
      const memory = memoryFor(expected.size);
      const order: ReadOrder = { id: lastId, path, expected, ...(memory === undefined ? {} : { memory }) };
      thread.postMessage(order, memory === undefined ? [] : [memory]);
    });

  return {
    read: async (path, expected, options) => {
      if (expected.size > options.wholeUpTo) return readImage(path, expected, options);
      options.signal.throwIfAborted();
      return toReadImage(await ask(path, expected), path, expected, options);
    },
    start: () => {
      thread ??= start();
    },
    giveBack: ({ buffer }) => {
      const kept = spare.reduce((sum, memory) => sum + memory.byteLength, buffer.byteLength);
      if (buffer instanceof ArrayBuffer && buffer.byteLength >= worthKeeping && kept <= spareAtMost) spare.push(buffer);
    },
    close: async () => {
      spare = [];
      const last = thread;
      failAll(new DOMException('Reading has ended', 'AbortError'));
      await last?.terminate();
    },
  };
}

function toReadImage(
  result: ReadWhole,
  path: AbsolutePath,
  identity: ReadOrder['expected'],
  { signal }: ReadOptions,
): ReadImage {
  signal.throwIfAborted();
  switch (result.kind) {
    case 'changed':
      return result;
    case 'failed':
      throw fileFailure(Object.assign(new Error(result.systemCode), { code: result.systemCode }), path);
    case 'read': {
      const bytes = Buffer.from(result.bytes.buffer, 0, result.bytes.byteLength);
      return { kind: 'read', sha256: ImageId.parse(result.sha256), head: bytes.subarray(0, headSize), bytes, identity };
    }
  }
}
