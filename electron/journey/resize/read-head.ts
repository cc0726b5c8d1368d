/** @file Tells a picture by its head, without opening it, where no pixels are wanted; runs in a process like the pixels', without sharp. */
import { closeSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { failedSoon } from '../../foundation/failed.ts';
import { fileFailure } from '../../foundation/file-failure.ts';
import { fileIdentity, sameFile } from '../../foundation/file-identity.ts';
import type { ResizeRequest, ResizeResult } from './image-resizer.ts';
import type { ReadDetails } from './picture-details.ts';

/** Bytes of the start of a file, in which cameras keep their notes. */
export const notesSize = 512 * 1024;

/** What heads-first.ts asks the pixels about. */
const unknown: ResizeResult = { kind: 'without-renditions', details: {}, why: 'cannot-decode' };

/** As ImageResizer.resize for a request without recipes; `cannot-decode` for whatever no head tells all of. */
export function headReader(readDetails: ReadDetails): (request: ResizeRequest) => Promise<ResizeResult> {
  return async (request) => {
    expectSameFile(request);
    try {
      const { details, frame } = readDetails(readStart(request, notesSize));
      if (frame === undefined || frame.width * frame.height > request.pixelLimit) return unknown;
      return { kind: 'resized', details: { ...details, ...frame, pages: 1 }, renditions: [] };
    } finally {
      expectSameFile(request);
    }
  };
}

/**
 * In one breath, as all looks of these processes at files: a small image costs them more in trips to the thread pool than
 * in reading, and nobody is kept waiting but the pictures here.
 */
export function expectSameFile({ path, identity }: ResizeRequest): void {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch (error) {
    throw fileFailure(error, path);
  }
  if (!stats.isFile() || !sameFile(fileIdentity(stats), identity)) throw failedSoon('file-changed', path);
}

/** At most so many bytes. */
export function readStart({ path, identity }: ResizeRequest, most: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(Math.min(most, identity.size));
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.byteLength, 0));
  } catch (error) {
    throw fileFailure(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
