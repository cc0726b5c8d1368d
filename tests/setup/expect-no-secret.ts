/** @file Searches everything below a folder for a secret, in every form in which a program could have written it down. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

/**
 * Fails with the files that hold it: as it is, base64 (at any alignment) and base64url, hexadecimal, percent-encoded,
 * escaped in JSON, or as UTF-16. Also in file names. An empty or missing folder fails too: nothing would have been proved.
 */
export async function expectNoSecret(folder: string, secret: string): Promise<void> {
  if (secret.length < 8) throw new RangeError('So short a secret would be found by chance');
  const forms = [...written(secret)];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length, `files below ${folder}`).toBeGreaterThan(0);
  const found: string[] = entries.filter(({ name }) => name.includes(secret)).map(({ name }) => `the name ${name}`);
  for (const file of files) {
    const bytes = await readFile(file);
    found.push(...forms.filter(([, form]) => bytes.includes(form)).map(([how]) => `${file} (${how})`));
  }
  if (found.length > 0) throw new Error(`The secret is in ${found.join(', ')}`);
}

/** The same search in a text that was captured (output, an error, a message). */
export function expectNoSecretIn(text: string, secret: string): void {
  const bytes = Buffer.from(text);
  expect([...written(secret)].filter(([, form]) => bytes.includes(form)).map(([how]) => how)).toEqual([]);
}

function* written(secret: string): Generator<readonly [how: string, form: Buffer]> {
  const bytes = Buffer.from(secret);
  yield ['as it is', bytes];
  yield ['UTF-16', Buffer.from(secret, 'utf16le')];
  yield ['hexadecimal', Buffer.from(bytes.toString('hex'))];
  yield ['percent-encoded', Buffer.from(encodeURIComponent(secret))];
  yield ['in JSON', Buffer.from(JSON.stringify(secret).slice(1, -1))];
  // Inside other data the secret starts at any of three places of a group; the groups it fills alone are the same.
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const inner = text.slice(before === 0 ? 0 : 4, Math.floor((before + bytes.length) / 3) * 4);
    yield ['base64url', Buffer.from(inner)];
    yield ['base64', Buffer.from(inner.replaceAll('-', '+').replaceAll('_', '/'))];
  }
}
