/** @file What rules would take and skip of a folder, looked up on the disk without opening a file; for a person to see. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderRules, RulesPreview } from '../../../shared/folder.ts';
import { systemErrorCode } from '../../foundation/file-failure.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { ignoreRules } from './ignore-rules.ts';

/** Names looked at, whole directories at a time: enough to judge rules by, soon enough to answer while a person types. */
const mostLooked = 5_000;
const mostExamples = 50;

/** Directories are walked broad first, so that a deep one does not hide the rest. Links are not followed, as in a scan. */
export async function previewRules(
  path: AbsolutePath,
  rules: FolderRules,
  ownFolders: readonly string[],
  signal: AbortSignal,
): Promise<RulesPreview> {
  const { skipsEntry, skipsName, skipsFile } = ignoreRules({ path, ...rules, ignoreCase: true }, ownFolders);
  const takes = { files: 0, examples: [] as string[] };
  const skips = { files: 0, examples: [] as string[] };
  const skipped: string[] = [];
  const directories = [''];
  const note = (entry: Dirent, below: string): void => {
    if (entry.isDirectory() && !skipsEntry(below)) directories.push(below);
    else if (entry.isDirectory()) show(skipped, below);
    else if (entry.isFile()) {
      const side = skipsName(entry.name) || skipsFile(below) ? skips : takes;
      side.files += 1;
      show(side.examples, below);
    }
  };
  let looked = 0;
  let reachable = true;
  for (const directory of directories) {
    signal.throwIfAborted();
    if (looked >= mostLooked) break;
    const entries = await readDirectory(join(path, directory));
    if (entries === null && directory === '') reachable = false;
    for (const entry of entries ?? []) note(entry, directory === '' ? entry.name : `${directory}/${entry.name}`);
    looked += entries?.length ?? 0;
  }
  return { takes, skips, skipped, whole: looked < mostLooked, reachable };
}

function show(examples: string[], below: string): void {
  if (examples.length < mostExamples) examples.push(below);
}

/** Null for one that cannot be read. */
async function readDirectory(path: string): Promise<Dirent[] | null> {
  return readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (systemErrorCode(error) === undefined) throw error;
    return null;
  });
}
