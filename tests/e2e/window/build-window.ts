/** @file Builds the page into a folder of its own, by the settings that are shipped, so that no test reads an old one. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const builder = fileURLToPath(new URL('page-builder.ts', import.meta.url));

export async function buildWindow(folder: string): Promise<void> {
  const { VITEST: _, NODE_ENV: __, NODE_OPTIONS: ___, ...env } = process.env;
  await promisify(execFile)(process.execPath, [builder, folder], { env });
}
