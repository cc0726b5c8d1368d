/** @file Installs the servers and daemons that tests talk to: on Debian as root by itself, elsewhere it says what is missing. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

/** What a group of tests needs: found by its program, installed by its Debian packages. */
export type Need = {
  readonly name: string;
  readonly packages: readonly string[];
  /** Files of which all exist once it is installed. */
  readonly files: readonly string[];
};

export const needs = {
  radosgw: {
    name: 'Ceph RADOS Gateway',
    packages: ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'],
    files: ['/usr/bin/ceph-mon', '/usr/bin/ceph-osd', '/usr/bin/radosgw', '/usr/bin/radosgw-admin'],
  },
  keyring: {
    name: 'GNOME keyring',
    packages: ['gnome-keyring', 'libsecret-1-0', 'dbus'],
    files: ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-daemon'],
  },
  chromium: {
    name: 'Chromium',
    // A page without a font is a page of boxes. The headless shell is what the stand-in for Electron opens windows with.
    packages: ['chromium', 'chromium-headless-shell', 'fonts-inter'],
    files: [
      '/usr/bin/chromium',
      '/usr/lib/chromium/chromium-headless-shell',
      '/usr/share/fonts/opentype/inter/Inter-Regular.otf',
    ],
  },
} as const satisfies Record<string, Need>;

export function isInstalled(need: Need): boolean {
  return need.files.every((file) => existsSync(file));
}

/**
 * Installs what is missing where it may, and returns one line for each need that stays missing. What is there already is
 * left alone, and then nothing is run at all.
 */
export function installNeeds(wanted: readonly Need[], say: (line: string) => void): void {
  const missing = wanted.filter((need) => !isInstalled(need));
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  if (isDebianRoot()) {
    say(`Installing for the tests: ${packages.join(' ')}`);
    const failed = apt(['update', '-qq']) ?? apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    if (failed !== undefined) say(failed);
  }
  for (const need of missing) {
    if (isInstalled(need)) continue;
    say(`${need.name} is not here, its tests are skipped. On Debian: sudo apt-get install ${need.packages.join(' ')}`);
  }
}

function isDebianRoot(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(readOsRelease());
}

function readOsRelease(): string {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}

/** The last lines of what it said when it failed, else undefined. */
function apt(words: readonly string[]): string | undefined {
  const ended = spawnSync('apt-get', words, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (ended.status === 0) return undefined;
  return `apt-get ${words[0]} failed: ${`${ended.stdout}${ended.stderr}`.trim().split('\n').slice(-5).join(' | ')}`;
}
