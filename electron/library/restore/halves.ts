/** @file The names of files that are being restored, and what a killed process left of them; main process or terminal. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../../foundation/file-failure.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';

const half = /^\.cloudroll-[0-9a-f]+-(?<pid>\d+)-\d+\.part$/;

let made = 0;

/** Nobody else's: neither of another process, nor of another restore in this one. */
export function ownHalf(token: string): string {
  made += 1;
  return `.cloudroll-${token}-${process.pid}-${made}.part`;
}

const lookedAt = new Set<AbsolutePath>();

/** Once for each folder and process: a folder can be long. What a process that runs is writing stays. */
export async function removeLeftHalves(folder: AbsolutePath): Promise<void> {
  if (lookedAt.has(folder)) return;
  lookedAt.add(folder);
  const names = await readdir(folder);
  const left = names.filter((name) => {
    const pid = Number(half.exec(name)?.groups?.['pid'] ?? 0);
    return pid > 0 && !isRunning(pid);
  });
  for (const name of left) await rm(join(folder, name), { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs too.
    return systemErrorCode(error) !== 'ESRCH';
  }
}
