/** @file Globs by picomatch: true for a path below the folder that one of the patterns means. */
import picomatch from 'picomatch';

/** A pattern without '/' is asked about the name alone; a trailing '/' is taken as meant for the directory. */
export function globs(patterns: readonly string[], ignoreCase: boolean): (path: string) => boolean {
  const cleaned = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, '')).filter(Boolean);
  if (cleaned.length === 0) return () => false;
  const anywhere = cleaned.map((pattern) => (pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`));
  return picomatch(anywhere, { dot: true, nocase: ignoreCase });
}
