/** @file How hints become looks. */
import { describe, expect, it } from 'vitest';
import { folderHints } from '../../../electron/journey/watch/folder-hints.ts';

const inside = (directory: string) => ({ kind: 'directory', directory }) as const;

describe('folder hints', () => {
  it('gathers the hints of one moment into one look per directory', () => {
    const hints = folderHints();
    for (const directory of ['a', 'b', 'a', 'a']) hints.note(inside(directory), 0);
    expect(hints.take(99).directories).toEqual([]);
    expect(hints.take(100)).toEqual({ directories: ['a', 'b'], everything: false });
    expect(hints.dueAt()).toBe(Number.POSITIVE_INFINITY);
  });

  it('after a burst, everything is looked at once it is quiet, and during an endless one now and then', () => {
    const hints = folderHints();
    for (let index = 0; index < 600; index += 1) hints.note(inside(`d${index}`), index);
    expect(hints.take(1500).everything).toBe(false);
    expect(hints.take(1599).everything).toBe(true);
    for (let at = 2000; at < 40_000; at += 5) hints.note(inside('a'), at);
    expect(hints.take(40_000).everything).toBe(true);
  });

  it('a hint that names no directory means everything', () => {
    const hints = folderHints();
    hints.note({ kind: 'anywhere' }, 0);
    expect(hints.take(1000).everything).toBe(true);
  });

  it('after a long look the next one waits in proportion', () => {
    const hints = folderHints();
    hints.looked(50, 1000);
    hints.note(inside('a'), 1000);
    expect(hints.dueAt()).toBe(1500);
  });
});
