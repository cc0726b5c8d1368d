/** @file What this program is built on, by name and version, for the check-up and for support. */
import { arch, release, type } from 'node:os';

/** `ours`: the version of Cloudroll. Electron and Chromium only where it runs in them. */
export function versionsHere(ours: string): Record<string, string> {
  const { node, electron, chrome, sqlite, openssl } = process.versions;
  const all = {
    Cloudroll: ours,
    Electron: electron,
    Chromium: chrome,
    Node: node,
    SQLite: sqlite,
    OpenSSL: openssl,
    System: `${type()} ${release()} ${arch()}`,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, version]) => (version ? [[name, version]] : [])));
}
