/** @file Renditions that were shown, kept on this disk by what is in them; bounded, the longest unseen go first. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../foundation/clock.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import type { AbsolutePath } from '../foundation/paths.ts';

export type ThumbCache = {
  /** The bytes of that SHA-256: from the disk, else from `fetch`, which is asked once however many wait. */
  readonly get: (sha256: string, fetch: () => Promise<Buffer | null>) => Promise<Buffer | null>;
};

/** A file that was damaged, or that the disk has no room for, costs a fetch and nothing else. `most` in bytes. */
export function thumbCache(folder: AbsolutePath, clock: Clock, most = 256 * 1024 * 1024): ThumbCache {
  const kept = keptIn(folder);
  let total = [...kept.values()].reduce((sum, size) => sum + size, 0);
  const fetching = new Map<string, Promise<Buffer | null>>();

  const forget = async (sha256: string): Promise<void> => {
    total -= kept.get(sha256) ?? 0;
    kept.delete(sha256);
    await rm(join(folder, sha256), { force: true });
  };

  const fromDisk = async (sha256: string): Promise<Buffer | null> => {
    if (!kept.has(sha256)) return null;
    const bytes = await readFile(join(folder, sha256)).catch(onlyDisk);
    if (bytes === null || hashOf(bytes) !== sha256) {
      await forget(sha256);
      return null;
    }
    // Last in the order of a Map is last seen; the file's time says so at the next start.
    kept.delete(sha256);
    kept.set(sha256, bytes.byteLength);
    const now = clock.now() / 1000;
    await utimes(join(folder, sha256), now, now).catch(onlyDisk);
    return bytes;
  };

  const keep = async (sha256: string, bytes: Buffer): Promise<void> => {
    const draft = join(folder, `.${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, bytes, { mode: 0o600 });
      await rename(draft, join(folder, sha256));
    } catch (error) {
      onlyDisk(error);
      await rm(draft, { force: true });
      return;
    }
    kept.set(sha256, bytes.byteLength);
    total += bytes.byteLength;
    for (const oldest of kept.keys()) {
      if (total <= most) break;
      if (oldest !== sha256) await forget(oldest);
    }
  };

  const find = async (sha256: string, fetch: () => Promise<Buffer | null>): Promise<Buffer | null> => {
    const known = await fromDisk(sha256);
    if (known !== null) return known;
    const bytes = await fetch();
    // What is not what it was stored as is not shown either.
    if (bytes === null || hashOf(bytes) !== sha256) return null;
    await keep(sha256, bytes);
    return bytes;
  };

  return {
    get: (sha256, fetch) => {
      const before = fetching.get(sha256);
      if (before !== undefined) return before;
      const found = find(sha256, fetch).finally(() => fetching.delete(sha256));
      fetching.set(sha256, found);
      return found;
    },
  };
}

/** By when they were last seen, the longest ago first; drafts that a crash left are taken away. */
function keptIn(folder: string): Map<string, number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.')) rmSync(join(folder, name), { force: true });
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return /^[0-9a-f]{64}$/.test(name) && stats !== undefined ? [{ name, size: stats.size, seen: stats.mtimeMs }] : [];
  });
  return new Map(files.sort((one, other) => one.seen - other.seen).map(({ name, size }) => [name, size]));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Null for what disks do; the rest is a bug. */
function onlyDisk(error: unknown): null {
  if (systemErrorCode(error) === undefined) throw error;
  return null;
}
