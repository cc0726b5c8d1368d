/** @file Parts are the same bytes that were hashed, or a failure. */
import { appendFileSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileIdentity } from '../../../electron/foundation/file-identity.ts';
import { type AbsolutePath, absolutePath } from '../../../electron/foundation/paths.ts';
import { readPart } from '../../../electron/journey/hash/read-part.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const never = new AbortController().signal;
const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
const seen = (path: string) => fileIdentity(lstatSync(path));

async function file(): Promise<AbsolutePath> {
  const path = absolutePath(join(await temporaryFolder(), 'large.tif'));
  writeFileSync(path, content);
  return path;
}

test('the parts together are the file', async () => {
  const path = await file();
  const parts = await Promise.all(
    [0, 1_200_000, 2_400_000].map((offset) =>
      readPart(path, seen(path), { offset, length: Math.min(1_200_000, content.length - offset) }, never),
    ),
  );
  expect(Buffer.concat(parts).equals(content)).toBe(true);
});

test('a part of a file that has changed since is not handed out', async () => {
  const path = await file();
  const before = seen(path);
  appendFileSync(path, 'more');
  const asked = readPart(path, before, { offset: 0, length: 10 }, never);
  await expect(asked).rejects.toMatchObject({ failure: { code: 'file-changed', retry: 'soon', scope: 'image' } });
});

test('a part beyond the end is a change, never short', async () => {
  const path = await file();
  const asked = readPart(path, seen(path), { offset: content.length - 5, length: 10 }, never);
  await expect(asked).rejects.toMatchObject({ failure: { code: 'file-changed' } });
});

test('a file that is gone is missing', async () => {
  const path = await file();
  const before = seen(path);
  rmSync(path);
  const asked = readPart(path, before, { offset: 0, length: 10 }, never);
  await expect(asked).rejects.toMatchObject({ failure: { code: 'file-missing' } });
});
