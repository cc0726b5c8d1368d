/** @file Small things the desktop remembers between starts that are no settings: what was said or made once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { AbsolutePath } from '../foundation/paths.ts';

const Memory = z.object({
  /** That closing the window does not end Cloudroll. */
  saidStillHere: z.boolean().default(false).catch(false),
  /** The link of "Send to", on Windows. */
  madeSendTo: z.boolean().default(false).catch(false),
});
type Memory = z.infer<typeof Memory>;

export type DesktopMemory = { readonly get: () => Memory; readonly keep: (change: Partial<Memory>) => Promise<void> };

/** A file that is missing or damaged is an empty memory. */
export function desktopMemory(home: AbsolutePath): DesktopMemory {
  const path = join(home, 'desktop.json');
  let memory = read(path);
  return {
    get: () => memory,
    keep: async (change) => {
      memory = { ...memory, ...change };
      await writeFileAtomic(path, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
    },
  };
}

function read(path: string): Memory {
  try {
    return Memory.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return Memory.parse({});
  }
}
