/** @file What a start of the app was given in its arguments, here or in a second instance that handed it over. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';

/** Words that are paths, and the folder they are relative to. */
const Given = z.object({ words: z.array(z.string()), folder: z.string() });
export type Given = z.infer<typeof Given>;

/** Of another instance; what makes no sense is nothing. */
export function givenBy(data: unknown): Given {
  return Given.safeParse(data).data ?? { words: [], folder: '' };
}

export function pathsGiven({ words, folder }: Given): AbsolutePath[] {
  return words.map((word) => absolutePath(word.startsWith('file://') ? fileURLToPath(word) : resolve(folder, word)));
}
