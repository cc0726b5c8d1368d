/** @file Whatever a record calls an image, the name that is written is one file in the chosen folder, on every system. */
import { join, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restorePlace } from '../../../electron/library/restore/restore-place.ts';
import { numbered, parted, safeName } from '../../../electron/library/restore/safe-name.ts';

/** What has led somewhere else before. */
const hostile = [
  '../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'C:\\x.jpg',
  'C:x.jpg',
  '\\\\server\\share\\x.jpg',
  '..',
  '.',
  '',
  '   ',
  '...',
  'CON',
  'con.jpg',
  'LPT1.tar.gz',
  'COM¹.jpg',
  'AUX .jpg',
  'name. . .',
  'a\u0000b.jpg',
  'a\nb.jpg',
  'photo\u202Egpj.exe',
  'x:stream.jpg',
  'x.jpg::$DATA',
  '\ud800.jpg',
  'ü'.repeat(400),
  `${'a'.repeat(300)}.jpeg`,
  '~',
  '-rf',
  '%2e%2e%2f',
  'nul.',
];

const names = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('.', '/', '\\', ':', ' ', 'a', '\u0000', '..', 'C:', 'con', '\u202e') }),
);

function expectFit(name: string): void {
  expect(name).not.toMatch(/[\p{Cc}<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/u);
  expect(name).not.toMatch(/^(|\..*|.*[. ])$/);
  expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  expect(name.isWellFormed()).toBe(true);
  for (const system of [posix, win32]) expect(system.basename(system.join('/chosen', name))).toBe(name);
}

test.each(hostile)('%j', (name) => expectFit(safeName(name)));

test('any name', () => {
  fc.assert(
    fc.property(names, (name) => expectFit(safeName(name))),
    { numRuns: 2000 },
  );
});

test('any place stays below the folder, one step for each name', () => {
  const layouts = fc.constantFrom('day', 'folder', 'flat');
  const facts = fc.record({
    layout: layouts,
    rendition: fc.constantFrom('original', 'preview'),
    fileName: names,
    directory: fc.array(names, { maxLength: 30 }).map((parts) => parts.join('/')),
    capturedAt: fc.oneof(fc.constant(undefined), names, fc.constant('2024-05-31T10:00:00')),
    storedAt: fc.integer({ min: 0, max: 4e12 }),
    key: fc.constantFrom('renditions/x/preview.webp', 'renditions/x/preview'),
  });
  const check = (given: Parameters<typeof restorePlace>[0]): void => {
    const { folders, name } = restorePlace(given);
    for (const one of [...folders, name]) expectFit(one);
    for (const system of [posix, win32]) {
      const path = system.join('/chosen', ...folders, name);
      expect(system.relative('/chosen', path).split(system.sep)).toEqual([...folders, name]);
    }
  };
  fc.assert(fc.property(facts, check), { numRuns: 1000 });
});

test('names that are fit already stay as they are', () => {
  for (const name of ['IMG_0001.JPG', 'Fête d’été 😀.jpg', 'a.b.c.png', '日本語.heic'])
    expect(safeName(name)).toBe(name);
});

test('a name that begins with dots is seen where it is restored, and so is its folder', () => {
  expect(safeName('.IMG_1.jpg')).toBe('_.IMG_1.jpg');
  expect(safeName('...a.png')).toBe('_...a.png');
  expect(safeName(' .a.png')).toBe('_.a.png');
  expect(safeName(safeName('.a.png'))).toBe('_.a.png');
  const facts = { rendition: 'original', capturedAt: undefined, storedAt: 0, key: 'k.jpg' } as const;
  const place = restorePlace({ ...facts, layout: 'folder', fileName: '.a.jpg', directory: '.trip/day 1' });
  expect(place).toMatchObject({ folders: ['_.trip', 'day 1'], name: '_.a.jpg' });
});

test('a number stands before the ending', () => {
  expect([1, 2, 30].map((number) => numbered('a.b.jpg', number))).toEqual(['a.b.jpg', 'a.b (2).jpg', 'a.b (30).jpg']);
  expect(numbered('.hidden', 2)).toBe('.hidden (2)');
  expect(parted('none')).toEqual({ stem: 'none', ending: '' });
});

test('by day, as it lay, or flat; a rendition bears its own name and ending', () => {
  const facts = {
    layout: 'day',
    rendition: 'original',
    fileName: 'a.heic',
    directory: 'trip/day 1',
    capturedAt: '2024-05-31T23:59:59+02:00',
    storedAt: Date.UTC(2026, 0, 1),
    key: 'k.heic',
  } as const;
  const path = (more: Partial<Parameters<typeof restorePlace>[0]>): string => {
    const { folders, name } = restorePlace({ ...facts, ...more });
    return join(...folders, name);
  };
  expect(path({})).toBe('2024-05-31/a.heic');
  expect(path({ capturedAt: undefined })).toBe('2026-01-01/a.heic');
  expect(path({ capturedAt: '9999-99-99' })).toBe('2026-01-01/a.heic');
  expect(path({ layout: 'folder' })).toBe('trip/day 1/a.heic');
  expect(path({ layout: 'flat', rendition: 'preview', key: 'renditions/x/preview.webp' })).toBe('a-preview.webp');
});
