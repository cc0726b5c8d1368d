/** @file Paths that have been checked once: absolute, and inside the folder they claim to be in. */
import { isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import type { Brand } from '../../shared/brand.ts';

/** Absolute and normalised, in the system's own bytes and separators (never Unicode-normalised: it must open the file). */
export type AbsolutePath = Brand<string, 'AbsolutePath'>;

/** Resolves against the working folder of the process. */
export function absolutePath(path: string): AbsolutePath {
  return resolve(path) as AbsolutePath;
}

/** Joins a folder and a relative path; throws a RangeError when the result would leave the folder. */
export function pathInside(folder: AbsolutePath, inner: string): AbsolutePath {
  const joined = normalize(join(folder, inner));
  if (!isInside(folder, joined)) throw new RangeError(`${inner} leaves ${folder}`);
  return joined as AbsolutePath;
}

/** True for the folder itself and everything below it; compares whole names, not letters. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
