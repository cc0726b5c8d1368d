/** @file What is none of our business in a folder. */
import { describe, expect, it } from 'vitest';
import { ignoreRules } from '../../../electron/journey/watch/ignore-rules.ts';

const folder = { path: '/home/ada/Pictures', include: [], exclude: [], ignoreCase: false };
const skipped = (path: string, own: string[] = []) => ignoreRules(folder, own).skipsPath(path);

describe('ignore rules', () => {
  it.each([
    '.hidden.jpg',
    '.git/x.jpg',
    'a/.DS_Store',
    'a/Thumbs.db',
    'THUMBS.DB',
    'desktop.ini',
    '@eaDir/x.jpg',
    '$RECYCLE.BIN/x.jpg',
    'System Volume Information/x.jpg',
    'x.jpg.tmp',
    'x.jpg.PART',
    'x.jpg.crdownload',
    'x.download',
    'Safari.download/x.jpg',
    'x.jpg~',
    '~$x.jpg',
  ])('passes over %s', (path) => expect(skipped(path)).toBe(true));

  it.each(['x.jpg', 'a/b/x.jpg', 'tmp/x.jpg', 'a.tmp/x.jpg', 'part.jpg', 'x', 'Thumbs.db.jpg', 'äöü 😀 +%#?&.jpg'])(
    'takes %s',
    (path) => expect(skipped(path)).toBe(false),
  );

  it('never enters a folder of our own, wherever it lies', () => {
    const own = ['/home/ada/Pictures/out', '/var/other'];
    expect(skipped('out/x.jpg', own)).toBe(true);
    expect(skipped('out/deep/x.jpg', own)).toBe(true);
    expect(skipped('outside/x.jpg', own)).toBe(false);
  });

  it('takes only what is included, and nothing that is excluded', () => {
    const rules = ignoreRules({ ...folder, include: ['*.jpg', 'raw/**'], exclude: ['private', 'raw/old/**'] }, []);
    expect(rules.skipsPath('a/x.jpg')).toBe(false);
    expect(rules.skipsPath('a/x.JPG')).toBe(true);
    expect(rules.skipsPath('raw/x.nef')).toBe(false);
    expect(rules.skipsPath('private/x.jpg')).toBe(true);
    expect(rules.skipsDirectory('private')).toBe(true);
    expect(rules.skipsPath('raw/old/x.jpg')).toBe(true);
    expect(rules.skipsDirectory('raw')).toBe(false);
  });

  it('takes patterns without regard to case where asked', () => {
    const rules = ignoreRules({ ...folder, include: ['*.jpg'], exclude: ['/Private/'], ignoreCase: true }, []);
    expect(rules.skipsPath('X.JPG')).toBe(false);
    expect(rules.skipsPath('private/x.jpg')).toBe(true);
  });
});
