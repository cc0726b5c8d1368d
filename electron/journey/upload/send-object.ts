/** @file Sends one object that is whole in memory and brings back the store's word for it; main process. */
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import { md5 } from './digests.ts';
import type { ConfirmedObject, NewObject, ObjectAddress, ObjectStore, StoredObject } from './object-store.ts';

/** What is there already, and which user sent it, where it says so. */
export type ProvenObject = ConfirmedObject & { readonly sender?: string };

export type Sent = ProvenObject & {
  /** False when the object was there already and nothing of ours was kept. */
  readonly sent: boolean;
};

/** What must be true of an object that is there already for it to count as ours. */
export type Expected = {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** For stores that hold no checksum: computed only when it is asked for. */
  readonly md5: () => string | null;
};

/**
 * Puts the object, or proves that what is there already is the same. Twice is harmless.
 * Throws Failed `other-bytes-at-key` when something else is under the key; that is left alone.
 */
export async function sendObject(
  store: ObjectStore,
  object: NewObject,
  reached: Reached,
  signal: AbortSignal,
): Promise<Sent> {
  const answer = await store.put(object, signal);
  reached('object-sent');
  if (answer !== 'exists') return { ...answer, sent: true };
  const expected = { size: object.bytes.byteLength, sha256: object.sha256, md5: () => md5(object.bytes) };
  const there = await proveSame(store, object, expected, signal);
  // Gone between the two questions: nothing is there now, so the next try will put it.
  if (there === null) throw vanished(object);
  return { ...there, sent: false };
}

/**
 * What the store holds under the key, proven to be the expected bytes as well as this store can; null when there is
 * nothing. The metadata is what whoever put it said, so it counts only together with the size.
 */
export async function proveSame(
  store: ObjectStore,
  address: ObjectAddress,
  expected: Expected,
  signal: AbortSignal,
): Promise<ProvenObject | null> {
  const there = await store.head(address, signal);
  if (there === null) return null;
  const proof = there.size === expected.size ? proofOf(there, expected) : null;
  if (proof === null) {
    throw new Failed({ code: 'other-bytes-at-key', retry: 'never', scope: 'image', subject: address.key });
  }
  const sender = there.metadata['user-id'];
  return {
    size: there.size,
    etag: there.etag,
    proof,
    ...(there.versionId === undefined ? {} : { versionId: there.versionId }),
    ...(there.sha256 === undefined ? {} : { sha256: there.sha256 }),
    ...(sender === undefined ? {} : { sender }),
  };
}

function proofOf(there: StoredObject, expected: Expected): ConfirmedObject['proof'] | null {
  if (there.sha256 !== undefined) return there.sha256 === expected.sha256 ? 'sha256' : null;
  const etag = there.etag.replaceAll('"', '');
  const ours = /^[0-9a-f]{32}$/.test(etag) ? expected.md5() : null;
  if (ours !== null && etag === ours) return 'md5';
  return there.metadata['sha256'] === expected.sha256 ? 'size' : null;
}

export function vanished(address: ObjectAddress): Failed {
  return new Failed({ code: 'bad-answer', retry: 'soon', scope: 'image', subject: address.key });
}
