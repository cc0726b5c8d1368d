/** @file A large object in parts: resumed where it was cut off, never a mixture, proven when the answer was lost. */
import { hash } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failedSoon } from '../../../electron/foundation/failed.ts';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import { partSize, sendParts } from '../../../electron/journey/upload/send-parts.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { ImageId, type ObjectKey } from '../../../shared/image.ts';
import { type MemoryObjectStoreOptions, memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const forever = new AbortController().signal;

/** Three parts and a bit. */
const bytes = Buffer.alloc(3 * partSize + 5, 7);
bytes.writeUInt32LE(1, 0);
bytes.writeUInt32LE(2, partSize);
const imageId = ImageId.parse(hash('sha256', bytes, 'hex'));
const key = `originals/${imageId}.tiff` as ObjectKey;

async function openUploads(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const upload of store.listOpenUploads('b', '', forever)) keys.push(upload.key);
  return keys;
}

function world(before: NonNullable<MemoryObjectStoreOptions['before']> = () => undefined) {
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  const calls: string[] = [];
  const store = memoryObjectStore({
    buckets: ['b'],
    before: async (call, subject, signal) => {
      calls.push(call);
      await before(call, subject, signal);
    },
  });
  let sent = 0;
  const count = (more: number): void => {
    sent += more;
  };
  const send = (source: Buffer = bytes, signal: AbortSignal = forever, through: ObjectStore = store) =>
    sendParts(
      { store: through, ledger, now: () => 0, reached: () => undefined, onBytes: count },
      {
        bucket: 'b',
        key,
        contentType: 'image/tiff',
        metadata: { sha256: imageId },
        profile: 'p',
        imageId,
        source: {
          kind: 'parts',
          size: source.length,
          read: async (offset, length) => Buffer.from(source.subarray(offset, offset + length)),
        },
      },
      signal,
    );
  const times = (call: string): number => calls.filter((one) => one === call).length;
  return { ledger, store, calls, times, send, sent: () => sent, held: () => store.objects('b').get(key)?.bytes };
}

test('the parts make the whole, each is told, and nothing of the upload is left in the ledger', async () => {
  const { send, sent, held, ledger } = world();
  expect(await send()).toMatchObject({ sent: true, size: bytes.length });
  expect(held()?.equals(bytes)).toBe(true);
  expect(sent()).toBe(bytes.length);
  expect(ledger.uploads.all()).toEqual([]);
});

test('an object that is there already is proven, and not a byte is sent', async () => {
  const { send, times } = world();
  await send();
  expect(await send()).toMatchObject({ sent: false });
  expect(times('beginParts')).toBe(1);
});

test('after an interruption only the parts that are missing are sent', async () => {
  let allowed = 2;
  const { send, times, sent, held } = world((call) => {
    if (call !== 'putPart') return;
    if (allowed === 0) throw failedSoon('offline', key);
    allowed -= 1;
  });
  await expect(send()).rejects.toMatchObject({ failure: { code: 'offline' } });
  const first = sent();
  allowed = Number.POSITIVE_INFINITY;
  await send();
  expect(times('beginParts')).toBe(1);
  expect(sent()).toBe(bytes.length);
  expect(first).toBeGreaterThan(0);
  expect(held()?.equals(bytes)).toBe(true);
});

test('a part that the ledger has and the store has lost is sent again', async () => {
  let isCut = true;
  const { send, store, ledger, held } = world((call) => {
    if (call === 'completeParts' && isCut) throw failedSoon('offline', key);
  });
  await expect(send()).rejects.toThrow();
  const [upload] = ledger.uploads.all();
  const address = { bucket: 'b', key, uploadId: upload?.uploadId ?? '' };
  await store.putPart(address, { number: 2, bytes: Buffer.from('x'), sha256: hash('sha256', 'x', 'hex') }, forever);
  isCut = false;
  await send();
  expect(held()?.equals(bytes)).toBe(true);
});

test('an upload that the store no longer knows is begun anew', async () => {
  let isCut = true;
  const { send, store, ledger, times, held } = world((call) => {
    if (call === 'completeParts' && isCut) throw failedSoon('offline', key);
  });
  await expect(send()).rejects.toThrow();
  const [upload] = ledger.uploads.all();
  await store.abortParts({ bucket: 'b', key, uploadId: upload?.uploadId ?? '' }, forever);
  isCut = false;
  await send();
  expect(times('beginParts')).toBe(2);
  expect(held()?.equals(bytes)).toBe(true);
});

test('a file that became another while it was sent aborts the upload, and nothing is stored', async () => {
  const { send, store, held, ledger } = world();
  const other = Buffer.from(bytes);
  other.writeUInt32LE(9, 2 * partSize);
  await expect(send(other)).rejects.toMatchObject({ failure: { code: 'file-changed' } });
  expect(held()).toBeUndefined();
  expect(await openUploads(store)).toEqual([]);
  expect(ledger.uploads.all()).toEqual([]);
});

test('a file that changed between an interruption and its end is no mixture either', async () => {
  let isCut = true;
  const { send, held } = world((call) => {
    if (call === 'completeParts' && isCut) throw failedSoon('offline', key);
  });
  await expect(send()).rejects.toThrow();
  isCut = false;
  const other = Buffer.from(bytes);
  other.writeUInt32LE(9, 0);
  await expect(send(other)).rejects.toMatchObject({ failure: { code: 'file-changed' } });
  expect(held()).toBeUndefined();
});

test('when the answer is lost after the store has put it together, it is asked and not sent again', async () => {
  const { send, store, held, ledger } = world();
  const losing: ObjectStore = {
    ...store,
    completeParts: async (...asked) => {
      await store.completeParts(...asked);
      throw failedSoon('timed-out', key);
    },
  };
  expect(await send(bytes, forever, losing)).toMatchObject({ sent: true });
  expect(held()?.equals(bytes)).toBe(true);
  expect(ledger.uploads.all()).toEqual([]);
});

test('when another computer was quicker, our parts are given back', async () => {
  const { send, store } = world();
  const late: ObjectStore = {
    ...store,
    completeParts: async (upload, parts, signal) => {
      await store.put(
        { bucket: 'b', key, bytes, sha256: imageId, contentType: 'image/tiff', metadata: { sha256: imageId } },
        signal,
      );
      return store.completeParts(upload, parts, signal);
    },
  };
  expect(await send(bytes, forever, late)).toMatchObject({ sent: false });
  expect(await openUploads(store)).toEqual([]);
});

test('something else under the key is left alone, before a byte is sent', async () => {
  const { send, store, times } = world();
  const sha256 = hash('sha256', 'theirs', 'hex');
  const theirs = { bucket: 'b', key, bytes: Buffer.from('theirs'), sha256, contentType: 'text/plain', metadata: {} };
  await store.put(theirs, forever);
  await expect(send()).rejects.toMatchObject({ failure: { code: 'other-bytes-at-key', retry: 'never' } });
  expect(times('beginParts')).toBe(0);
});

test('stopping ends every part that is under way, and the upload stays to go on with', async () => {
  const stop = new AbortController();
  const { send, ledger } = world((call, _, signal) => {
    if (call !== 'putPart') return;
    stop.abort();
    signal.throwIfAborted();
  });
  await expect(send(bytes, stop.signal)).rejects.toThrow(/abort/i);
  expect(ledger.uploads.all()).toHaveLength(1);
});

test('memory stays bounded: while four parts are under way, no fifth is read', async () => {
  const whole = Buffer.alloc(6 * partSize, 3);
  const gate = Promise.withResolvers<void>();
  const { store, ledger } = world(async (call) => {
    if (call === 'putPart') await gate.promise;
  });
  let read = 0;
  const image = ImageId.parse(hash('sha256', whole, 'hex'));
  const done = sendParts(
    { store, ledger, now: () => 0, reached: () => undefined, onBytes: () => undefined },
    {
      bucket: 'b',
      key,
      contentType: 'image/tiff',
      metadata: {},
      profile: 'p',
      imageId: image,
      source: {
        kind: 'parts',
        size: whole.length,
        read: async (offset, length) => {
          read += 1;
          return whole.subarray(offset, offset + length);
        },
      },
    },
    forever,
  );
  await vi.waitFor(() => expect(read).toBe(4));
  await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBe(4);
  gate.resolve();
  await done;
  expect(read).toBe(6);
});
