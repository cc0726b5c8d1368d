/** @file What the log says beside a deed: no code of the engine's, in either language. */
import { describe, expect, test } from 'vitest';
import { sayDetail } from '../../../renderer/log/say-detail.ts';
import { english } from '../../../renderer/words/english.ts';
import { german } from '../../../renderer/words/german.ts';

describe('beside a deed', () => {
  test('what was described is named, with its tags together', () => {
    const entry = { kind: 'described', detail: 'title, tag:sea, favourite, tag:coast, field:Print' } as const;
    expect(sayDetail(entry, english)).toBe('Title, Favourite, Print, Tags: sea, coast');
    expect(sayDetail(entry, german)).toBe('Titel, Favorit, Print, Schlagwörter: sea, coast');
  });

  test('a link says for how long, and of what', () => {
    expect(sayDetail({ kind: 'shared', detail: 'week original' }, english)).toBe('7 days, Original');
    expect(sayDetail({ kind: 'shared', detail: 'day a small one' }, german)).toBe('1 Tag, a small one');
  });

  test('a failure says why, and what was stored says nothing more', () => {
    expect(sayDetail({ kind: 'failed', detail: 'offline' }, english)).toBe(english.failures.offline.what);
    expect(sayDetail({ kind: 'failed', detail: 'a code of the future' }, english)).toBe('a code of the future');
    expect(sayDetail({ kind: 'stored', detail: 'written' }, english)).toBe('');
  });
});
