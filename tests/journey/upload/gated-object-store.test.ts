/** @file A gated store is the store behind it; what a closed gate stops, and what it lets end. */
import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { budget } from '../../../electron/foundation/budget.ts';
import { gatedObjectStore } from '../../../electron/journey/upload/gated-object-store.ts';
import type { NewObject } from '../../../electron/journey/upload/object-store.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { objectStoreContract } from '../../contracts/object-store.contract.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';

const forever = new AbortController().signal;
const anAbortError = expect.objectContaining({ name: 'AbortError' });

objectStoreContract('gated, with the gate open', async () => ({
  store: gatedObjectStore(memoryObjectStore({ buckets: ['bucket'] }), {
    isOpen: () => true,
    turnstile: budget(2),
    bytes: budget(1_000_000),
    weight: () => 1,
  }),
  bucket: 'bucket',
  proofs: ['sha256', 'sha256-parts'] as const,
  looksBeforeCompleting: true,
  close: () => Promise.resolve(),
}));

/** Each call of the store behind waits to be let go. */
function world(atOnce: number, weight = () => 1, bytesAtOnce = 1_000_000) {
  const waiting: { readonly call: string; readonly go: () => void }[] = [];
  let isOpen = true;
  const behind = memoryObjectStore({
    buckets: ['bucket'],
    before: (call) =>
      call === 'put' || call === 'putPart'
        ? new Promise<void>((resolve) => void waiting.push({ call, go: resolve }))
        : undefined,
  });
  const store = gatedObjectStore(behind, {
    isOpen: () => isOpen,
    turnstile: budget(atOnce),
    bytes: budget(bytesAtOnce),
    weight,
  });
  return {
    store,
    behind,
    waiting,
    shut: () => {
      isOpen = false;
    },
  };
}

function body(name: string): NewObject {
  const bytes = Buffer.from(name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // A key of the test's own making.
  return { bucket: 'bucket', key: name as ObjectKey, bytes, sha256, contentType: 'image/png', metadata: {} };
}

test('when the gate closes, what is being sent goes on to its end, and what waits does not begin', async () => {
  const { store, behind, waiting, shut } = world(1);
  const first = store.put(body('first'), forever);
  const second = store.put(body('second'), forever);
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  shut();
  waiting[0]?.go();
  expect(await first).toMatchObject({ proof: 'sha256' });
  await expect(second).rejects.toEqual(anAbortError);
  await expect(store.beginParts(body('third'), forever)).rejects.toEqual(anAbortError);
  expect([...behind.objects('bucket').keys()]).toEqual(['first']);
});

test('a part that may not begin waits for its siblings, so that none of them is cut off', async () => {
  const { store, waiting, shut } = world(4);
  const upload = await store.beginParts(body('large'), forever);
  const part = (number: number) => ({ number, ...body(`part ${number}`) });
  const one = store.putPart(upload, part(1), forever);
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  shut();
  const order: string[] = [];
  const two = store.putPart(upload, part(2), forever).catch((error: unknown) => {
    order.push('two');
    return error;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual([]);
  waiting[0]?.go();
  await one.then(() => order.push('one'));
  expect(await two).toEqual(anAbortError);
  expect(order).toEqual(['one', 'two']);
  expect(await store.listParts(upload, forever)).toHaveLength(1);
});

test('as many bodies go at once as the line has room for, and fewer when each is heavier', async () => {
  const light = world(6);
  const heavy = world(6, () => 3);
  const sending = [light, heavy].flatMap(({ store }) =>
    Array.from({ length: 8 }, (_, n) => store.put(body(`object ${n}`), forever)),
  );
  await vi.waitFor(() => expect([light.waiting.length, heavy.waiting.length]).toEqual([6, 2]));
  for (const { waiting } of [light, heavy]) {
    for (let n = 0; n < 8; n += 1) {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(n));
      waiting[n]?.go();
    }
  }
  expect(await Promise.all(sending)).toHaveLength(16);
});

test('bodies wait for each other by their bytes, and one that is larger than all that may go at once goes alone', async () => {
  const { store, waiting } = world(8, () => 1, 10);
  const sent = ['six by', 'four', 'more than ten bytes', 'last'].map((name) => store.put(body(name), forever));
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[0]?.go();
  await sent[0];
  expect(waiting).toHaveLength(2);
  waiting[1]?.go();
  await vi.waitFor(() => expect(waiting).toHaveLength(3));
  waiting[2]?.go();
  await vi.waitFor(() => expect(waiting).toHaveLength(4));
  waiting[3]?.go();
  await Promise.all(sent);
});
