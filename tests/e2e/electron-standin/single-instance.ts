/** @file One instance for each userData folder, asked for without waiting as Electron does: a file that is made or is there. */
import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldOf, fieldsOf, wordsOf } from './outside-values.ts';

type Told = { readonly argv: string[]; readonly cwd: string; readonly data: unknown };

export type InstanceLock = { readonly isOurs: boolean; readonly release: () => void };

export function askForLock(folder: string, message: Told, onOther: (told: Told) => void): InstanceLock {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'StandinLock');
  const post = join(folder, 'StandinPost');
  if (!take(lock)) {
    mkdirSync(post, { recursive: true });
    const draft = join(folder, `StandinDraft-${process.pid}`);
    writeFileSync(draft, JSON.stringify(structuredClone(message)));
    renameSync(draft, join(post, `${process.pid}.json`));
    return { isOurs: false, release: () => undefined };
  }
  rmSync(post, { recursive: true, force: true });
  mkdirSync(post, { recursive: true });
  const watcher = watch(post, (_, name) => {
    if (name === null) return;
    const letter = join(post, name);
    const text = readIfThere(letter);
    if (text === undefined) return;
    rmSync(letter, { force: true });
    const told = fieldsOf(JSON.parse(text));
    onOther({ argv: wordsOf(told, 'argv'), cwd: fieldOf(told, 'cwd', 'string'), data: told['data'] });
  });
  watcher.unref();
  return { isOurs: true, release: () => rmSync(lock, { force: true }) };
}

function take(lock: string): boolean {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      const holder = Number(readIfThere(lock));
      if (holder > 0 && isAlive(holder)) return false;
      rmSync(lock, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
