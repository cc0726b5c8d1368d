/** @file Sends one large object in parts, goes on where a crash or a sleep cut it off, and proves the whole; main process. */
import { createHash } from 'node:crypto';
import type { ImageId } from '../../../shared/image.ts';
import { budget } from '../../foundation/budget.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { sha256 } from './digests.ts';
import type { ImageSource } from './image-source.ts';
import type { ConfirmedObject, NewObject, ObjectStore, PartUpload, SentPart } from './object-store.ts';
import { proveSame, type Sent, vanished } from './send-object.ts';

/** Above this a file is sent in parts and never held whole. */
export const wholeUpTo = 16 * 1024 * 1024;

/** S3 takes parts from 5 MiB and at most 10,000 of them (userguide/qfacts.html). */
export const partSize = 8 * 1024 * 1024;
const mostParts = 10_000;

/** Four parts in flight fill a line; more only hold memory. */
const partsAtOnce = 4;

export type LargeObject = Omit<NewObject, 'bytes' | 'sha256'> & {
  readonly profile: string;
  readonly imageId: ImageId;
  readonly source: Extract<ImageSource, { kind: 'parts' }>;
};

export type SendPartsDependencies = {
  readonly store: ObjectStore;
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly reached: Reached;
  /** Told the bytes of each part that the store took, for progress. */
  readonly onBytes: (bytes: number) => void;
};

/** What was sent of such a file is of no use to anybody: unlike after an interruption, nothing goes on from there. */
function isChangedFile(error: unknown): boolean {
  return error instanceof Failed && error.failure.code === 'file-changed';
}

/**
 * Twice is harmless; after an interruption only missing parts are sent, though the whole file is read again to prove that
 * its bytes are still those of `imageId`. Throws Failed `file-changed` (and aborts the upload) when they are not.
 */
export async function sendParts(
  { store, ledger, now, reached, onBytes }: SendPartsDependencies,
  object: LargeObject,
  signal: AbortSignal,
): Promise<Sent> {
  const expected = { size: object.source.size, sha256: object.imageId, md5: () => null };
  // Some stores do not look at If-None-Match when parts are completed (Ceph 16), so it is asked before a byte is sent.
  const before = await proveSame(store, object, expected, signal);
  if (before !== null) {
    // Ours, when a crash came between its completion and the note of it.
    const ended = ledger.uploads.find(object.profile, object.imageId);
    if (ended !== null) await ledger.commit(() => ledger.uploads.end(ended.uploadId));
    return { ...before, sent: false };
  }

  const { upload, known, size } = await openUpload();
  const parts = await sendMissing(upload, known, size);
  const answer = await complete(upload, parts);
  reached('multipart-completed');
  await ledger.commit(() => ledger.uploads.end(upload.uploadId));
  return answer;

  async function openUpload(): Promise<{ upload: PartUpload; known: ReadonlyMap<number, SentPart>; size: number }> {
    const row = ledger.uploads.find(object.profile, object.imageId);
    if (row !== null) {
      const upload = { bucket: row.bucket, key: row.key, uploadId: row.uploadId };
      const listed = await store.listParts(upload, signal);
      if (listed !== null && row.key === object.key && row.bucket === object.bucket) {
        const ours = ledger.uploads.parts(row.uploadId);
        const there = new Map(listed.map((part) => [part.number, part]));
        const both = ours.filter((part) => {
          const held = there.get(part.number);
          return held !== undefined && held.etag === part.etag && held.size === part.size;
        });
        return { upload, known: new Map(both.map((part) => [part.number, part])), size: row.partSize };
      }
      await ledger.commit(() => ledger.uploads.end(row.uploadId));
    }
    const size = Math.max(partSize, Math.ceil(object.source.size / mostParts));
    const upload = await store.beginParts(object, signal);
    await ledger.commit(() =>
      ledger.uploads.begin({
        ...upload,
        profile: object.profile,
        imageId: object.imageId,
        partSize: size,
        begunAt: now(),
      }),
    );
    reached('multipart-begun');
    return { upload, known: new Map(), size };
  }

  async function sendMissing(
    upload: PartUpload,
    known: ReadonlyMap<number, SentPart>,
    size: number,
  ): Promise<readonly SentPart[]> {
    const whole = createHash('sha256');
    const turnstile = budget(partsAtOnce);
    const sending: Promise<SentPart>[] = [];
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    try {
      for (let offset = 0, number = 1; offset < object.source.size; offset += size, number += 1) {
        const done = await turnstile.take(1, either);
        const bytes = await object.source.read(offset, Math.min(size, object.source.size - offset), either);
        whole.update(bytes);
        const digest = sha256(bytes);
        const held = known.get(number);
        const part =
          held?.sha256 === digest ? Promise.resolve(held) : sendOne(upload, { number, bytes, sha256: digest }, either);
        // One part that fails ends the others: its error is the reason that the loop's next wait rejects with.
        part.then(done, (error: unknown) => failed.abort(error));
        sending.push(part);
      }
      const parts = await Promise.all(sending);
      if (whole.digest('hex') === object.imageId) return parts;
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled(sending);
      if (!isChangedFile(error)) throw error;
    }
    await store.abortParts(upload, signal);
    await ledger.commit(() => ledger.uploads.end(upload.uploadId));
    throw new Failed({ code: 'file-changed', retry: 'soon', scope: 'image', subject: object.key });
  }

  async function sendOne(
    upload: PartUpload,
    part: { number: number; bytes: Buffer; sha256: string },
    either: AbortSignal,
  ): Promise<SentPart> {
    const sent = await store.putPart(upload, part, either);
    reached('part-sent');
    await ledger.commit(() => ledger.uploads.addPart(upload.uploadId, sent));
    reached('part-noted');
    onBytes(part.bytes.byteLength);
    return sent;
  }

  async function complete(upload: PartUpload, parts: readonly SentPart[]): Promise<Sent> {
    let answer: ConfirmedObject | 'exists';
    try {
      answer = await store.completeParts(upload, parts, signal);
    } catch (error) {
      // The answer may have been lost after the store did it, so the store is asked before anything is sent again.
      if (signal.aborted) throw error;
      const there = await proveSame(store, object, expected, signal).catch(() => null);
      if (there === null) throw error;
      return { ...there, sent: true };
    }
    if (answer !== 'exists') return { ...answer, sent: true };
    await store.abortParts(upload, signal);
    const there = await proveSame(store, object, expected, signal);
    if (there === null) throw vanished(object);
    return { ...there, sent: false };
  }
}
