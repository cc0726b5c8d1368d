/** @file Compares what ledger and record say of one image with what the store holds of it, and names every difference. */
import type { Proof } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Finding, FindingKind } from '../../../shared/verification.ts';
import { namedObjects } from '../../journey/record/record-names.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { KnownImage } from './known-images.ts';
import { type ExpectedObject, type ProveParts, proveObject } from './prove-object.ts';

export type Examined = {
  readonly kind: 'stored' | 'not-stored' | 'elsewhere';
  readonly findings: readonly (Finding & { readonly rendition: string | null })[];
  readonly proofs: readonly Proof[];
};

export type ExamineParts = ProveParts & {
  readonly profile: Profile;
  /** As records name this computer. */
  readonly device: string;
};

/**
 * Every object that the ledger holds as confirmed or the record names is looked at once. `elsewhere`: another computer
 * stored it and this ledger need not know it. Changes nothing.
 */
export async function examineImage(parts: ExamineParts, image: KnownImage, signal: AbortSignal): Promise<Examined> {
  const { journey, record, objects, imageId } = image;
  const { profile, survey } = parts;
  const isStored = journey?.state === 'stored';
  const findings: Examined['findings'][number][] = [];
  const proofs: Proof[] = [];
  const find = (kind: FindingKind, subject: string, more: Partial<Examined['findings'][number]> = {}): void => {
    findings.push({ kind, subject, imageId, differs: null, rendition: null, ...more });
  };
  const look = async (expected: ExpectedObject, missing: FindingKind): Promise<void> => {
    const verdict = await proveObject(parts, expected, signal);
    const { rendition } = expected;
    if (verdict.kind === 'proven') proofs.push(verdict.proof);
    else if (verdict.kind === 'missing') find(missing, expected.key, { rendition });
    else find('object-differs', expected.key, { rendition, differs: verdict.differs });
  };

  for (const object of objects) {
    if (isStored) await look(expectedOfLedger(image, object), 'object-missing');
    else survey.claim(object);
  }
  const known = new Set(objects.map(({ bucket, key }) => `${bucket} ${key}`));
  for (const expected of record === null || record.source_bucket !== profile.bucket ? [] : namedObjects(record)) {
    if (!known.has(`${expected.bucket} ${expected.key}`)) {
      await look({ ...expected, confirmed: null }, 'record-names-missing-object');
    }
  }
  const hasRecord = profile.table !== undefined && journey?.outcome !== 'imported';
  if (isStored && record === null && hasRecord) find('record-missing', imageId);
  const isOurs = record?.devices.includes(parts.device) === true;
  if (journey === null && isOurs && findings.length === 0) find('ledger-row-missing', imageId);
  const kind = isStored ? 'stored' : journey === null ? 'elsewhere' : 'not-stored';
  return { kind, findings, proofs };
}

function expectedOfLedger({ imageId }: KnownImage, object: ObjectRow): ExpectedObject {
  const { bucket, key, rendition, size, etag, proof } = object;
  // A record tells no hash of a rendition, so a ledger that was rebuilt from records has none.
  const sha256 = object.sha256 === '' ? null : object.sha256;
  return { imageId, bucket, key, rendition, size, sha256, confirmed: { etag, proof } };
}
