/** @file Where Electron's binary is and what keeps it from running here; for `npm start` and `npm run dev`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const electronPackage = join(root, 'node_modules', 'electron');

/** `{ binary }`, or `{ hindrance }`: a sentence's beginning. Fetches the binary when nothing else keeps it from running. */
export function electronHere() {
  const { platform, env } = process;
  if (env.CLOUDROLL_ELECTRON !== undefined) return { binary: env.CLOUDROLL_ELECTRON };
  // What can be told without fetching comes first.
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { hindrance: 'There is no display for Electron' };
  if (platform === 'linux' && process.getuid?.() === 0) return { hindrance: 'Electron does not run as root' };
  const there = fetchedBinary();
  if (there !== null) return { binary: there };
  console.log('Fetching Electron (about 120 MB, once)…');
  spawnSync(process.execPath, [join(electronPackage, 'install.js')], { cwd: root, stdio: 'ignore' });
  const fetched = fetchedBinary();
  return fetched === null ? { hindrance: 'Electron could not be fetched' } : { binary: fetched };
}

/** Without asking the package, which would fetch it. */
function fetchedBinary() {
  const note = join(electronPackage, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(electronPackage, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(path) ? path : null;
}
