/** @file The window's own files: a closed list, read when the server starts, so that no address leads anywhere else. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type AbsolutePath, pathInside } from '../../foundation/paths.ts';
import { plainPage } from './plain-page.ts';

export type StaticFile = {
  readonly type: string;
  readonly cache: string;
  readonly read: () => Promise<Buffer | string>;
};

export type StaticFiles = {
  /** By the path of an address, still encoded as it came. */
  readonly find: (path: string) => StaticFile | null;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Names below it are made from what is in them. */
const hashed = /^\/assets\//;

/** Without a folder, or without a page in it, a plain page stands in. Files of other types than these are not served. */
export function staticFiles(folder: AbsolutePath | null): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const name of folder === null ? [] : filesBelow(folder)) {
    const type = types[extname(name)];
    if (folder === null || type === undefined) continue;
    const file = pathInside(folder, name);
    const path = `/${name.replaceAll('\\', '/')}`;
    const cache = hashed.test(path) ? 'private, max-age=31536000, immutable' : 'no-cache';
    files.set(path, { type, cache, read: () => readFile(file) });
  }
  if (!files.has('/index.html')) for (const [path, file] of Object.entries(plainPage)) files.set(path, file);
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return { find: (path) => files.get(path) ?? null };
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath.slice(folder.length + 1), entry.name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
