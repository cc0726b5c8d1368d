/** @file What the main process and its reading thread say to each other; types alone. */
import type { FileIdentity } from '../../foundation/file-identity.ts';
import type { ReadWhole } from './read-whole.ts';

/**
 * Both halves are of one process and one build, so neither parses what it hears: a parser would be the larger part of what the
 * thread loads.
 */
export type ReadOrder = {
  readonly id: number;
  readonly path: string;
  readonly expected: FileIdentity;
  /** At least as large as the file, and handed over. */
  readonly memory?: ArrayBuffer;
};

export type ReadAnswer = { readonly id: number; readonly result: ReadWhole };
