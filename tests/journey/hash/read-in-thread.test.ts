/** @file The reading thread says the same of every file as the reading in this thread does, and never loses an answer. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { fileIdentity } from '../../../electron/foundation/file-identity.ts';
import type { AbsolutePath } from '../../../electron/foundation/paths.ts';
import { readImage } from '../../../electron/journey/hash/read-image.ts';
import { readInThread } from '../../../electron/journey/hash/read-in-thread.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const entry = new URL('../../../electron/reading.ts', import.meta.url);
const reader = readInThread(entry);
afterAll(() => reader.close());

const options = { wholeUpTo: 1_000_000, signal: new AbortController().signal };
const seen = (path: string) => fileIdentity(lstatSync(path));

function file(size = 20_000): AbsolutePath {
  const path = join(temporaryFolder(), 'a.jpg') as AbsolutePath;
  writeFileSync(path, Buffer.alloc(size, 'some bytes of no meaning, '));
  return path;
}

test.each([0, 1, 20_000, 999_999, 1_000_000, 1_000_001, 3_000_000])(
  'a file of %i bytes is read as readImage reads it',
  async (size) => {
    const path = file(size);
    expect(await reader.read(path, seen(path), options)).toEqual(await readImage(path, seen(path), options));
  },
);

const changes: readonly (readonly [string, (path: string) => void])[] = [
  ['has grown', (path) => appendFileSync(path, 'more')],
  ['has shrunk', (path) => truncateSync(path, 5)],
  ['was written anew', (path) => writeFileSync(path, Buffer.alloc(20_000, 'b'))],
  [
    'was replaced by a rename',
    (path) => {
      writeFileSync(`${path}.new`, Buffer.alloc(20_000, 'c'));
      renameSync(`${path}.new`, path);
    },
  ],
  [
    'is a link now',
    (path) => {
      renameSync(path, `${path}.old`);
      symlinkSync(`${path}.old`, path);
    },
  ],
  [
    'is a folder now',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
];

test.each(changes)('a file that %s since it was seen is changed', async (_, change) => {
  const path = file();
  const before = seen(path);
  change(path);
  expect(await reader.read(path, before, options)).toEqual({ kind: 'changed' });
});

test('a file that is gone is a failure that names it', async () => {
  const path = file();
  const before = seen(path);
  rmSync(path);
  const error = await reader.read(path, before, options).catch((failed: unknown) => failed);
  expect(error instanceof Failed && error.failure).toMatchObject({ code: 'file-missing', subject: path });
});

test('five hundred files at once each get their own bytes', async () => {
  const folder = temporaryFolder();
  const paths = Array.from({ length: 500 }, (_, n) => join(folder, `${n}.jpg`) as AbsolutePath);
  for (const [n, path] of paths.entries()) writeFileSync(path, `the bytes of ${n}`);
  const reads = await Promise.all(paths.map((path) => reader.read(path, seen(path), options)));
  const hashes = reads.map((read) => read.kind === 'read' && read.sha256);
  expect(hashes).toEqual(paths.map((_, n) => createHash('sha256').update(`the bytes of ${n}`).digest('hex')));
});

test('what is being read when it is closed rejects with an AbortError', async () => {
  const closing = readInThread(entry);
  const path = file();
  const rejected = expect(closing.read(path, seen(path), options)).rejects.toMatchObject({ name: 'AbortError' });
  await closing.close();
  await rejected;
});

test('memory that was given back is read into again, and a smaller file has only its own bytes', async () => {
  const large = { ...options, wholeUpTo: 4_000_000 };
  const first = file(3_000_000);
  const before = await reader.read(first, seen(first), large);
  if (before.kind !== 'read' || before.bytes === undefined) throw new Error('Nothing was read');
  reader.giveBack(before.bytes);
  const second = file(1_500_000);
  const after = await reader.read(second, seen(second), large);
  expect(before.bytes.byteLength, 'is taken away from whoever gave it back').toBe(0);
  expect(after).toEqual(await readImage(second, seen(second), large));
  const third = file(2_000_000);
  expect(await reader.read(third, seen(third), large)).toEqual(await readImage(third, seen(third), large));
});
