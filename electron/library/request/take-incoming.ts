/** @file Takes what arrived through intake: read, checked, hashed, handed to the journey; or refused, with the reason. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RefusalReason } from '../../../shared/failure.ts';
import { ImageId } from '../../../shared/image.ts';
import { homeFailure } from '../../cloud/home.ts';
import { Failed } from '../../foundation/failed.ts';
import { type AbsolutePath, absolutePath } from '../../foundation/paths.ts';
import { recogniseImage } from '../../journey/intake/recognise-image.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Arrived, RequestRow } from '../../ledger/requests.ts';
import { incomingPrefix, isIncoming } from './incoming-keys.ts';
import type { IncomingParts } from './list-incoming.ts';
import { settleIncoming } from './settle-incoming.ts';

export type TakeParts = IncomingParts & {
  readonly home: AbsolutePath;
  /** Has a file of ours carried like any other; resolves when it will be. The file may be removed then. */
  readonly carry: (path: AbsolutePath, fileName: string) => Promise<void>;
  /** Only what this ledger asked for: the rest may have been sent to somebody else who uses the bucket. Absent: all. */
  readonly onlyAsked?: boolean;
};

type Lying = { readonly key: string; readonly size: number; readonly etag: string; readonly modifiedAt: number };

/** Bytes of the start of a file by which its type is known. */
const headSize = 4096;

/**
 * All, or the one under `key`. What was refused before is looked at again only when it is named. Twice is harmless: what is on
 * its way, or stored, is not taken again. The bucket's copy stays until the image is stored (settle-incoming.ts).
 */
export async function takeIncoming(
  parts: TakeParts,
  only: string | undefined,
  signal: AbortSignal,
): Promise<{ taken: number; refused: number }> {
  const { cloud, ledger, now } = parts;
  const { profile, objects } = cloud;
  const came: Lying[] = [];
  for await (const lying of objects.list(profile.bucket, only ?? incomingPrefix, signal)) {
    if (isIncoming(lying.key) && (only === undefined || lying.key === only)) came.push(lying);
  }
  const count = { taken: 0, refused: 0 };
  for (const lying of came) {
    const { key } = lying;
    if (!isIncoming(key)) continue;
    if (parts.onlyAsked === true && ledger.requests.find(profile.name, key)?.label == null) continue;
    const asked = { profile: profile.name, bucket: profile.bucket, key };
    const nobodys = { label: null, contentType: null, most: null, madeAt: now(), expiresAt: null };
    await ledger.commit(() => ledger.requests.add({ ...asked, ...nobodys }));
    const row = ledger.requests.find(profile.name, key);
    const isDue = row?.state === 'open' || (row?.state === 'refused' && key === only);
    if (row !== null && isDue) count[await takeOne(parts, row, lying, signal)] += 1;
  }
  await settleIncoming(parts, signal);
  return count;
}

async function takeOne(
  parts: TakeParts,
  row: RequestRow,
  lying: Lying,
  signal: AbortSignal,
): Promise<'taken' | 'refused'> {
  const { ledger, cloud, home, now } = parts;
  const arrived: Arrived = { size: lying.size, at: lying.modifiedAt, etag: lying.etag };
  const refuse = async (reason: RefusalReason): Promise<'refused'> => {
    await ledger.commit(() => ledger.requests.refused(row.profile, row.key, reason, arrived));
    return 'refused';
  };
  if (lying.size === 0) return refuse('empty');
  if (lying.size > Math.min(row.most ?? cloud.profile.largestFile, cloud.profile.largestFile))
    return refuse('too-large');
  const path = absolutePath(join(home, 'incoming', randomUUID()));
  try {
    const { imageId, head, size } = await download(cloud, row, path, signal);
    if (size !== lying.size) throw new Failed({ code: 'bad-answer', retry: 'soon', scope: 'image', subject: row.key });
    const type = await recogniseImage(head);
    if (type === null) return await refuse('not-an-image');
    const key = { profile: row.profile, imageId };
    if (ledger.journeys.isBuried(key)) return await refuse('deleted-on-purpose');
    const fileName = `${row.label ?? 'incoming'}.${type.extension}`;
    if (ledger.journeys.find(key) === null) await parts.carry(path, fileName);
    await ledger.commit(() => {
      ledger.requests.taken(row.profile, row.key, imageId, arrived);
      ledger.deeds.note({ kind: 'received', ...key, subject: fileName }, now());
    });
    return 'taken';
  } finally {
    await rm(path, { force: true });
  }
}

type Downloaded = { readonly imageId: ImageId; readonly head: Buffer; readonly size: number };

async function download(
  { objects }: Cloud,
  address: Pick<RequestRow, 'bucket' | 'key'>,
  path: AbsolutePath,
  signal: AbortSignal,
): Promise<Downloaded> {
  const body = await objects.get(address, signal);
  if (body === null) {
    throw new Failed({ code: 'object-missing', retry: 'never', scope: 'image', subject: address.key });
  }
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  const looked = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      hash.update(piece);
      if (head.length < headSize) head = Buffer.concat([head, piece]).subarray(0, headSize);
      size += piece.byteLength;
      yield piece;
    }
  };
  try {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await pipeline(looked, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (error) {
    throw homeFailure(error, path);
  }
  return { imageId: ImageId.parse(hash.digest('hex')), head, size };
}
