/** @file Stands before an object store: so many bodies at once, and none begun while the gate is closed. */
import type { Budget } from '../../foundation/budget.ts';
import type { ObjectStore } from './object-store.ts';

export type GatedOptions = {
  /** Asked before each body and each upload in parts. */
  readonly isOpen: () => boolean;
  /** Shared by every store on the same line. */
  readonly turnstile: Budget;
  /** The same, by the bodies' bytes; one that is larger than all of it goes alone. */
  readonly bytes: Budget;
  /** How much of the turnstile one body takes now. */
  readonly weight: () => number;
};

/**
 * As the store itself, but `put`, `beginParts` and `putPart` throw an AbortError when they would begin while the gate is
 * closed; a part does so only when the parts of its upload that are under way have ended, so that none of them is cut off.
 * What is under way goes on to its end.
 */
export function gatedObjectStore(store: ObjectStore, { isOpen, turnstile, bytes, weight }: GatedOptions): ObjectStore {
  const partsUnderWay = new Map<string, Set<Promise<unknown>>>();

  const admitted = async <T>(size: number, signal: AbortSignal, send: () => Promise<T>): Promise<T> => {
    const leave = await enter(turnstile, weight(), signal);
    try {
      const giveBack = await enter(bytes, size, signal);
      try {
        if (!isOpen()) throw closed();
        return await send();
      } finally {
        giveBack();
      }
    } finally {
      leave();
    }
  };

  return {
    ...store,
    put: (object, signal) => admitted(object.bytes.byteLength, signal, () => store.put(object, signal)),
    beginParts: async (object, signal) => {
      if (!isOpen()) throw closed();
      return store.beginParts(object, signal);
    },
    putPart: async (upload, part, signal) => {
      const siblings = partsUnderWay.get(upload.uploadId) ?? new Set();
      partsUnderWay.set(upload.uploadId, siblings);
      const sending = admitted(part.bytes.byteLength, signal, async () => {
        siblings.add(sending);
        return store.putPart(upload, part, signal);
      });
      try {
        return await sending;
      } catch (error) {
        siblings.delete(sending);
        if (isClosed(error)) await Promise.allSettled(siblings);
        throw error;
      } finally {
        siblings.delete(sending);
        if (siblings.size === 0) partsUnderWay.delete(upload.uploadId);
      }
    },
  };
}

/** Whatever the signal's reason is: a store's calls end with an AbortError. */
function enter(turnstile: Budget, amount: number, signal: AbortSignal): Promise<() => void> {
  return turnstile.take(amount, signal).catch(() => {
    throw new DOMException('Request aborted', 'AbortError');
  });
}

const closedMessage = 'The gate is closed';

function closed(): Error {
  return new DOMException(closedMessage, 'AbortError');
}

function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.message === closedMessage;
}
