/** @file The first half of the way: a settled file is looked at, recognised and hashed, and becomes an image; main process. */
import { lstat } from 'node:fs/promises';
import type { RefusalReason } from '../../shared/failure.ts';
import type { ImageId } from '../../shared/image.ts';
import type { Profile } from '../../shared/profile.ts';
import { backoff } from '../foundation/backoff.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import { type FileIdentity, fileIdentity } from '../foundation/file-identity.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { FileRow } from '../ledger/files.ts';
import { type CarriedFile, carryImage, recordImage } from './carry-image.ts';
import { endDeleted } from './deleted-elsewhere.ts';
import { acceptFile } from './intake/accept-file.ts';
import { recogniseImage } from './intake/recognise-image.ts';
import type { Arrival, Cloud, JourneyParts } from './journey.ts';
import { pathOfFile } from './path-of-file.ts';
import { wholeUpTo } from './upload/send-parts.ts';

/** Carries a settled file as far as it will go. Twice is harmless. Throws only for bugs and Failed of the profile. */
export async function carryFile(parts: JourneyParts, file: FileRow, signal: AbortSignal): Promise<Arrival> {
  const { ledger } = parts;
  const folder = ledger.folders.byId(file.folderId);
  const path = pathOfFile(parts.ledger, file);
  if (folder === null || path === null) return { kind: 'gone' };
  const cloud = await parts.cloud(folder.profile);
  try {
    // What was seen is what counts; the reading compares it with what is there.
    const { identity } = file;
    const refusal = acceptFile(file, { largestFile: cloud.profile.largestFile });
    if (refusal !== null) return await refuse(parts, file, refusal);
    const release = await parts.memory.take(Math.min(identity.size, wholeUpTo), signal);
    try {
      return await carryRead(parts, cloud, { row: file, path, identity }, signal);
    } finally {
      release();
    }
  } catch (error) {
    if (isAbort(error)) return { kind: 'stopped' };
    if (missing(error)) return await forget(parts, file);
    if (error instanceof Failed && error.failure.scope === 'image') return await waitOrRefuse(parts, file, error);
    throw error;
  }
}

type Looked = { readonly row: FileRow; readonly path: AbsolutePath; readonly identity: FileIdentity };

async function carryRead(parts: JourneyParts, cloud: Cloud, file: Looked, signal: AbortSignal): Promise<Arrival> {
  const { ledger, clock, reached } = parts;
  const read = await parts.read(file.path, file.identity, { wholeUpTo, signal });
  if (read.kind === 'changed') return stillChanging(parts, file.row, fileIdentity(await lstat(file.path)));
  const type = await recogniseImage(read.head);
  if (type === null) return refuse(parts, file.row, 'not-an-image');

  const imageId = read.sha256;
  const key = { profile: cloud.profile.name, imageId };
  const buried = ledger.journeys.isBuried(key);
  if (buried) return refuse(parts, file.row, 'deleted-on-purpose');
  const begun = await ledger.commit(() => {
    const now = clock.now();
    ledger.files.hashed(file.row.id, imageId);
    ledger.images.add({ imageId, size: file.identity.size, ...type }, now);
    const isNew = begin(parts, cloud.profile, file.row, imageId, now);
    // Nothing can happen between the two, so they share a write.
    if (isNew) ledger.journeys.move(key, 'hashed', 'uploading', now);
    return isNew;
  });
  reached('file-hashed');
  if (begun) reached('journey-uploading');
  const journey = ledger.journeys.find(key);
  if (journey?.outcome === 'adopted') await joinRecord(parts, cloud, key, signal);
  if (!begun || journey === null) return { kind: 'already' };
  const carried: CarriedFile = { ...file, ...(read.bytes === undefined ? {} : { bytes: read.bytes }) };
  const arrival = await carryImage(parts, cloud, journey, carried, signal);
  // After any other end a request that was given up may still hold them.
  if (arrival.kind === 'stored' && read.bytes !== undefined) parts.giveBack?.(read.bytes);
  return arrival;
}

/** The image was taken in from the cloud, and now this computer turns out to have it too: its record names them all. */
async function joinRecord(
  parts: JourneyParts,
  cloud: Cloud,
  key: { readonly profile: string; readonly imageId: ImageId },
  signal: AbortSignal,
): Promise<void> {
  if ((await recordImage(parts, cloud, key, signal)) === 'deleted') {
    await endDeleted(parts, cloud, key, signal);
    return;
  }
  await parts.ledger.commit(() => parts.ledger.adoptions.joined(key));
}

/** True when this lane is the one to carry the image: it is new here, or it was waiting for a file to come back. */
function begin({ ledger }: JourneyParts, profile: Profile, file: FileRow, imageId: ImageId, now: number): boolean {
  const key = { profile: profile.name, imageId };
  const replaces = file.replaces === imageId ? null : file.replaces;
  const place = { fileName: file.name, directory: file.directory };
  if (ledger.journeys.begin({ ...key, ...place, replaces }, now)) return true;
  const there = ledger.journeys.find(key);
  if (there?.state !== 'failed' || there.failure?.code !== 'file-missing') return false;
  ledger.journeys.move(key, 'failed', 'hashed', now, 'the file is back');
  return true;
}

async function refuse({ ledger }: JourneyParts, file: FileRow, reason: RefusalReason): Promise<Arrival> {
  await ledger.commit(() => ledger.files.refused(file.id, reason));
  return { kind: 'refused', reason };
}

/** Two looks differ: the file is looked at again when it has rested, as what it is by then. */
async function stillChanging(parts: JourneyParts, file: FileRow, identity: FileIdentity): Promise<Arrival> {
  const { ledger, clock, settleFor } = parts;
  const failure = { code: 'file-changed', retry: 'soon', scope: 'image', subject: file.name } as const;
  const nextAt = clock.now() + settleFor;
  await ledger.commit(() => ledger.files.waiting(file.id, failure, nextAt, identity));
  return { kind: 'waiting', failure, nextAt };
}

async function forget({ ledger }: JourneyParts, file: FileRow): Promise<Arrival> {
  await ledger.commit(() => {
    ledger.files.gone(file.folderId, file.directory, [file.name]);
    ledger.folders.clearFingerprint(file.folderId, file.directory);
  });
  return { kind: 'gone' };
}

async function waitOrRefuse(parts: JourneyParts, file: FileRow, { failure }: Failed): Promise<Arrival> {
  const { ledger, clock, random } = parts;
  if (failure.retry !== 'soon') return refuse(parts, file, 'unreadable');
  const nextAt = clock.now() + backoff(file.attempts + 1, random(), failure.waitAtLeast);
  await ledger.commit(() => ledger.files.waiting(file.id, failure, nextAt));
  return { kind: 'waiting', failure, nextAt };
}

function missing(error: unknown): boolean {
  if (error instanceof Failed) return error.failure.code === 'file-missing';
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
