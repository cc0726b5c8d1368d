/** @file What was copied elsewhere, as paths: files that a file manager copied, or a picture, written to a file of ours. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clipboard } from 'electron';
import type { Clock } from '../foundation/clock.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';

const pictureTypes = [
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
] as const;

/** Empty when there is neither. `folder` holds what was pasted until it is carried; see `forgetPasted`. */
export async function pathsFromClipboard(folder: AbsolutePath, clock: Clock): Promise<AbsolutePath[]> {
  for (const item of await clipboard.read()) {
    if (item.types.includes('text/uri-list')) {
      const list = await (await item.getType('text/uri-list')).text();
      const files = list.split(/\r?\n/).filter((line) => line.startsWith('file://'));
      if (files.length > 0) return files.map((line) => absolutePath(fileURLToPath(line)));
    }
    for (const [type, ending] of pictureTypes) {
      if (!item.types.includes(type)) continue;
      const bytes = Buffer.from(await (await item.getType(type)).arrayBuffer());
      return [await keep(folder, bytes, `Pasted ${stamp(clock.now())}.${ending}`)];
    }
  }
  return [];
}

/** What an earlier run left. The journey carries its own copies, so nothing depends on these. */
export async function forgetPasted(folder: AbsolutePath): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Each in a folder of its own: two of one second keep their names. */
async function keep(folder: AbsolutePath, bytes: Buffer, name: string): Promise<AbsolutePath> {
  const own = join(folder, randomUUID());
  await mkdir(own, { recursive: true, mode: 0o700 });
  const path = absolutePath(join(own, name));
  await writeFile(path, bytes, { mode: 0o600 });
  return path;
}

function stamp(now: number): string {
  const local = new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, 19).replace('T', ' ').replaceAll(':', '.');
}
