/** @file Says whether the store holds what was stored under a key: by its listing, by asking, or by reading it back. */
import { createHash } from 'node:crypto';
import type { ImageId, Proof } from '../../../shared/image.ts';
import type { Difference } from '../../../shared/verification.ts';
import type { ObjectAddress, ObjectStore, StoredObject } from '../../journey/upload/object-store.ts';
import { type Patience, patiently } from './patiently.ts';
import type { Listed, Survey } from './survey.ts';

export type ExpectedObject = ObjectAddress & {
  readonly imageId: ImageId;
  readonly rendition: string;
  readonly size: number;
  /** Hexadecimal; null where nobody noted it. */
  readonly sha256: string | null;
  /** What the store said when it confirmed the object, and what that proved. */
  readonly confirmed: { readonly etag: string; readonly proof: Proof } | null;
};

export type Verdict =
  | { readonly kind: 'proven'; readonly proof: Proof }
  | { readonly kind: 'missing' }
  | { readonly kind: 'differs'; readonly differs: Difference };

export type ProveParts = {
  readonly store: ObjectStore;
  readonly survey: Survey;
  readonly patience: Patience;
  /** Read every object back. */
  readonly deep: boolean;
  readonly onRead: (bytes: number) => void;
};

/** An ETag that the store gave for these bytes and still gives means the same bytes; everything else is asked for. */
export async function proveObject(parts: ProveParts, expected: ExpectedObject, signal: AbortSignal): Promise<Verdict> {
  const listed = parts.survey.claim(expected);
  if (!parts.deep && listed !== null && sameAsConfirmed(listed, expected)) {
    return { kind: 'proven', proof: expected.confirmed?.proof ?? 'size' };
  }
  const head = await patiently(parts.patience, signal, () => parts.store.head(expected, signal));
  if (head === null) return { kind: 'missing' };
  const said = compare(head, expected);
  if (!parts.deep || said.kind !== 'proven') return said;
  return patiently(parts.patience, signal, () => readBack(parts, expected, head, signal));
}

function sameAsConfirmed(listed: Listed, { size, confirmed }: ExpectedObject): boolean {
  return confirmed !== null && confirmed.etag !== '' && listed.etag === confirmed.etag && listed.size === size;
}

/** What the store says of the object; pure. */
export function compare(head: StoredObject, expected: ExpectedObject): Verdict {
  const { sha256, confirmed } = expected;
  const claimed = head.metadata['sha256'];
  if (head.size !== expected.size) return { kind: 'differs', differs: 'size' };
  if (head.sha256 !== undefined && sha256 !== null) {
    return head.sha256 === sha256 ? { kind: 'proven', proof: 'sha256' } : { kind: 'differs', differs: 'checksum' };
  }
  if (confirmed !== null && confirmed.etag !== '' && head.etag === confirmed.etag) {
    return { kind: 'proven', proof: confirmed.proof };
  }
  const ours = sha256 === null ? head.metadata['image-id'] === expected.imageId : claimed === sha256;
  return ours ? { kind: 'proven', proof: 'size' } : { kind: 'differs', differs: 'metadata' };
}

async function readBack(
  { store, onRead }: ProveParts,
  expected: ExpectedObject,
  head: StoredObject,
  signal: AbortSignal,
): Promise<Verdict> {
  const body = await store.get(expected, signal);
  if (body === null) return { kind: 'missing' };
  const hash = createHash('sha256');
  for await (const bytes of body) {
    hash.update(bytes);
    onRead(bytes.byteLength);
  }
  const wanted = expected.sha256 ?? head.metadata['sha256'];
  return hash.digest('hex') === wanted ? { kind: 'proven', proof: 'sha256' } : { kind: 'differs', differs: 'bytes' };
}
