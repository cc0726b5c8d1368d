/** @file The keys of a local cloud: made once, kept in its folder for the person who runs it and for nobody else. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type AbsolutePath, pathInside } from '../../foundation/paths.ts';

const LocalCredentials = z.object({ accessKeyId: z.string().min(16), secretAccessKey: z.string().min(32) });
export type LocalCredentials = Readonly<z.infer<typeof LocalCredentials>>;

/** Reads them, or makes them. They open nothing but this folder's own servers on this computer. */
export async function keptCredentials(folder: AbsolutePath): Promise<LocalCredentials> {
  const path = pathInside(folder, 'credentials.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return LocalCredentials.parse(JSON.parse(text));
  const made = {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  const draft = pathInside(folder, 'credentials.json.new');
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 });
  await rename(draft, path);
  return made;
}
