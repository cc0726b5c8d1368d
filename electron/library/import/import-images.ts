/** @file Takes images that other systems stored into the history: reads each once to know it by its content, changes nothing. */
import { createHash } from 'node:crypto';
import type { ImportFindings, ImportProgress } from '../../../shared/adoption.ts';
import { ImageId, type ObjectKey } from '../../../shared/image.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { recogniseImage } from '../../journey/intake/recognise-image.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { type AdoptedImage, adoptImage } from '../adopt-image.ts';
import { toldAsItGoes } from '../told-as-it-goes.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import { openSurvey, type Survey } from '../verify/survey.ts';
import { descriptionOf } from './foreign-item.ts';
import { lookForForeign, ToImport } from './look-for-foreign.ts';

export type ImportParts = {
  readonly ledger: Ledger;
  readonly cloud: Cloud;
  readonly home: AbsolutePath;
  readonly patience: Patience;
};

/** What an import would take in. Reads no object. Throws Failed when bucket or table cannot be asked. */
export async function importFindings(parts: ImportParts, signal: AbortSignal): Promise<ImportFindings> {
  const survey = openSurvey(parts.home, `import-${parts.cloud.profile.name}`, true);
  try {
    return await lookForForeign({ ...parts, survey, onSeen: () => undefined }, signal);
  } finally {
    survey.discard();
  }
}

/**
 * Ends with `ended`, unless nobody listens any more. Twice is harmless: what was taken in is not read again. Interrupted, what
 * was taken in stays. Throws Failed when the cloud does not answer.
 */
export function importImages(parts: ImportParts, signal: AbortSignal): AsyncGenerator<ImportProgress, void> {
  let progress: ImportProgress = { phase: 'looking', seen: 0 };
  const work = async (tell: () => void, either: AbortSignal): Promise<void> => {
    for await (const next of importing(parts, (seen) => say({ phase: 'looking', seen }), either)) say(next);
    function say(next: ImportProgress): void {
      progress = next;
      tell();
    }
  };
  return toldAsItGoes(parts.patience.clock, () => progress, work, signal);
}

async function* importing(
  parts: ImportParts,
  onSeen: (seen: number) => void,
  signal: AbortSignal,
): AsyncGenerator<ImportProgress> {
  const survey = openSurvey(parts.home, `import-${parts.cloud.profile.name}`, true);
  try {
    const found = await lookForForeign({ ...parts, survey, onSeen }, signal);
    const of = found.items + found.objects;
    const ended = { imported: 0, known: 0, passedOver: 0 };
    let bytes = 0;
    let done = 0;
    for (const image of imagesOf(survey)) {
      signal.throwIfAborted();
      ended[await importOne(parts, image, signal)] += 1;
      bytes += image.original.size;
      done += 1;
      yield { phase: 'reading', done, of, bytes };
    }
    yield { phase: 'ended', ...ended, withoutObject: found.withoutObject };
  } finally {
    survey.discard();
  }
}

const page = 64;

function* imagesOf(survey: Survey): Generator<ToImport> {
  for (let after = ''; ; ) {
    const groups = survey.groups(after, page);
    for (const { details } of groups) for (const one of details) yield ToImport.parse(JSON.parse(one));
    const last = groups.at(-1);
    if (last === undefined) return;
    after = last.owner;
  }
}

async function importOne(
  parts: ImportParts,
  { original, copy, facts }: ToImport,
  signal: AbortSignal,
): Promise<'imported' | 'known' | 'passedOver'> {
  const { ledger, cloud } = parts;
  const read = await readImage(parts, original, signal);
  if (read === null) return 'passedOver';
  const { imageId } = read;
  const rows = [objectRow('original', original, read)];
  const copied = copy === null ? null : await readImage(parts, copy, signal);
  if (copy !== null && copied !== null) rows.push(objectRow('processed', copy, copied));
  const adopted: AdoptedImage = {
    imageId,
    size: original.size,
    contentType: read.contentType,
    details: {},
    fileName: facts?.fileName ?? nameIn(original.key),
    replaces: null,
    warning: null,
    storedAt: facts?.uploadedAt ?? original.modifiedAt,
    objects: rows,
  };
  const key = { profile: cloud.profile.name, imageId };
  const isNew = await ledger.commit(() => {
    if (!adoptImage(ledger, key.profile, adopted, 'stored')) return false;
    ledger.adoptions.imported(key);
    if (facts !== null) ledger.catalogue.describe(key, descriptionOf(facts));
    return true;
  });
  return isNew ? 'imported' : 'known';
}

type ReadImage = { readonly imageId: ImageId; readonly contentType: string };

/** Null for what is no image, or no longer what was listed. */
async function readImage(
  { cloud, patience }: ImportParts,
  listed: ToImport['original'],
  signal: AbortSignal,
): Promise<ReadImage | null> {
  const read = await patiently(patience, signal, () => readObject(cloud, listed, signal));
  if (read === null || read.size !== listed.size) return null;
  const type = await recogniseImage(read.head);
  return type === null ? null : { imageId: read.imageId, contentType: type.contentType };
}

/** Its bytes were read whole: what is known of it is proven. */
function objectRow(
  rendition: string,
  { bucket, key, size, etag, modifiedAt }: ToImport['original'],
  { imageId, contentType }: ReadImage,
): ObjectRow {
  return {
    ...{ rendition, bucket, size, contentType, etag },
    key: key as ObjectKey, // The bucket listed it.
    ...{ width: null, height: null, versionId: null },
    ...{ sha256: imageId, proof: 'sha256', confirmedAt: modifiedAt },
  };
}

/** As many first bytes as tell a picture from anything else. */
const headSize = 16 * 1024;

async function readObject(
  { objects }: Cloud,
  { bucket, key }: ToImport['original'],
  signal: AbortSignal,
): Promise<{ readonly imageId: ImageId; readonly head: Buffer; readonly size: number } | null> {
  // The bucket listed it.
  const body = await objects.get({ bucket, key: key as ObjectKey }, signal);
  if (body === null) return null;
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const bytes of body) {
    hash.update(bytes);
    size += bytes.byteLength;
    if (head.byteLength < headSize) head = Buffer.concat([head, bytes.subarray(0, headSize - head.byteLength)]);
  }
  return { imageId: ImageId.parse(hash.digest('hex')), head, size };
}

function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
