/** @file What a file may do while it is being read, and what the reader then says. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { fileIdentity } from '../../../electron/foundation/file-identity.ts';
import { type AbsolutePath, absolutePath } from '../../../electron/foundation/paths.ts';
import { readImage } from '../../../electron/journey/hash/read-image.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const MEBIBYTE = 1024 * 1024;
const never = new AbortController().signal;

const seen = (path: string) => fileIdentity(lstatSync(path));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const bytes = (size: number) => Buffer.alloc(size, 'the same bytes again and again, ');

async function file(size: number): Promise<AbsolutePath> {
  const path = absolutePath(join(await temporaryFolder(), 'a.jpg'));
  writeFileSync(path, bytes(size));
  return path;
}

/** A signal that never aborts, and does `act` when it is asked for the `nth` time, which is between two reads. */
function actingAt(nth: number, act: () => void): AbortSignal {
  let asked = 0;
  return Object.assign(new AbortController().signal, {
    throwIfAborted: () => {
      asked += 1;
      if (asked === nth) act();
    },
  });
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Failed ? `${error.failure.code}, ${error.failure.retry}` : error),
  );

test.each([0, 1, 20_000, MEBIBYTE - 1, MEBIBYTE, 3 * MEBIBYTE + 7])(
  'a file of %i bytes is kept whole and hashed',
  async (size) => {
    const path = await file(size);
    const read = await readImage(path, seen(path), { wholeUpTo: 16 * MEBIBYTE, signal: never });
    expect(read).toEqual({
      kind: 'read',
      sha256: sha256(bytes(size)),
      head: bytes(size).subarray(0, 16_384),
      bytes: bytes(size),
      identity: seen(path),
    });
  },
);

test('a file above the limit is hashed without being kept', async () => {
  const path = await file(3 * MEBIBYTE + 7);
  const read = await readImage(path, seen(path), { wholeUpTo: MEBIBYTE, signal: never });
  expect(read).toMatchObject({ kind: 'read', sha256: sha256(bytes(3 * MEBIBYTE + 7)) });
  expect(read).not.toHaveProperty('bytes');
  expect(read.kind === 'read' && read.head.equals(bytes(16_384))).toBe(true);
});

const changes: readonly (readonly [string, (path: string) => void])[] = [
  ['grows', (path) => appendFileSync(path, 'more')],
  ['shrinks', (path) => truncateSync(path, MEBIBYTE + 5)],
  ['is written anew with the same size', (path) => writeFileSync(path, Buffer.alloc(3 * MEBIBYTE, 'b'))],
  [
    'is written anew with the same size and time',
    (path) => {
      const { atime, mtime } = lstatSync(path);
      writeFileSync(path, Buffer.alloc(3 * MEBIBYTE, 'b'));
      utimesSync(path, atime, mtime);
    },
  ],
  [
    'is replaced by another with a rename',
    (path) => {
      writeFileSync(`${path}.tmp`, bytes(3 * MEBIBYTE));
      renameSync(`${path}.tmp`, path);
    },
  ],
];

test.each(changes)('a file that %s while being read goes back to intake', async (_what, change) => {
  for (const wholeUpTo of [MEBIBYTE, 16 * MEBIBYTE]) {
    const path = await file(3 * MEBIBYTE);
    const signal = actingAt(3, () => change(path));
    expect(await readImage(path, seen(path), { wholeUpTo, signal })).toEqual({ kind: 'changed' });
  }
});

test.each(changes)('a file that %s before it is read goes back to intake', async (_what, change) => {
  const path = await file(3 * MEBIBYTE);
  const before = seen(path);
  change(path);
  expect(await readImage(path, before, { wholeUpTo: MEBIBYTE, signal: never })).toEqual({ kind: 'changed' });
});

test.skipIf(process.platform === 'win32')(
  'a folder, a pipe or a link in the place of the file is not read',
  async () => {
    const path = await file(10);
    const before = seen(path);
    const asked = () => readImage(path, before, { wholeUpTo: MEBIBYTE, signal: never });
    rmSync(path);
    mkdirSync(path);
    expect(await asked()).toEqual({ kind: 'changed' });
    rmSync(path, { recursive: true });
    execFileSync('mkfifo', [path]);
    expect(await asked()).toEqual({ kind: 'changed' });
    rmSync(path);
    writeFileSync(`${path}.other`, bytes(10));
    symlinkSync(`${path}.other`, path);
    expect(await asked()).toEqual({ kind: 'changed' });
  },
);

test('a file that is gone is missing, and may come back', async () => {
  const path = await file(10);
  const before = seen(path);
  rmSync(path);
  const asked = readImage(path, before, { wholeUpTo: MEBIBYTE, signal: never });
  expect(await codeOf(asked)).toBe('file-missing, soon');
});

test('stopping is the reason of the signal, not a failure', async () => {
  const path = await file(3 * MEBIBYTE);
  const controller = new AbortController();
  controller.abort();
  const asked = readImage(path, seen(path), { wholeUpTo: MEBIBYTE, signal: controller.signal });
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test.skipIf(process.platform === 'win32')('a file without permission waits for its owner', async () => {
  const path = await file(10);
  execFileSync('chmod', ['-R', '755', join(path, '..')]);
  execFileSync('chmod', ['000', path]);
  const script = `
    import { lstatSync } from 'node:fs';
    import { readImage } from ${JSON.stringify(new URL('../../../electron/journey/hash/read-image.ts', import.meta.url).href)};
    import { fileIdentity } from ${JSON.stringify(new URL('../../../electron/foundation/file-identity.ts', import.meta.url).href)};
    if (process.getuid() === 0) process.setuid(65534);
    const path = ${JSON.stringify(path)};
    const asked = readImage(path, fileIdentity(lstatSync(path)), { wholeUpTo: 1, signal: new AbortController().signal });
    asked.catch((error) => console.log(error.failure.code + ', ' + error.failure.retry));
  `;
  const said = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], { encoding: 'utf8' });
  expect(said.trim()).toBe('file-unreadable, after-user-acts');
});
