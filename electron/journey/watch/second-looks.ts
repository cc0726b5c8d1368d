/** @file Asks the disk again before anything is said: of files that should have settled, and of files that seem gone. */
import { lstatSync, readdirSync } from 'node:fs';
import { fileIdentity } from '../../foundation/file-identity.ts';
import type { Departure, Sighting } from './folder-watch.ts';
import { systemCode } from './look-at-directory.ts';
import { below, type ScanTools } from './scan-pass.ts';

/** One due file. `lost`: it is not there, or will not be looked at; its directory says more. */
export function lookAgain(tools: ScanTools, directory: string, name: string): Sighting | 'moving' | 'lost' {
  const { folder, settling, clock, trustedDevice } = tools;
  try {
    const stats = lstatSync(below(folder.path, below(directory, name)), { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return 'lost';
    const identity = fileIdentity(stats);
    const now = stats.dev === trustedDevice ? clock.now() : null;
    const settled = settling.look({ directory, name, identity, elapsed: clock.elapsed(), now });
    return settled ? { directory, name, identity, blocks: stats.blocks } : 'moving';
  } catch (error) {
    systemCode(error);
    return 'lost';
  }
}

/** By the listing, not by asking for the name: a disk that takes `IMG.JPG` for `img.jpg` would say that both are there. */
export function stillGone(root: string, { directory, names, whole }: Departure): Departure[] {
  try {
    const entries = readdirSync(below(root, directory), { withFileTypes: true });
    const there = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
    const gone = names.filter((name) => !there.has(name));
    return gone.length === 0 ? [] : [{ directory, names: gone, whole: false }];
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? [{ directory, names, whole }] : [];
  }
}
