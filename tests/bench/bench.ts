/** @file `npm run bench`: the figures of README.md, measured side by side on this machine; prints, asserts nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, hostname, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { installNeeds } from '../setup/debian-packages.ts';
import { benchDesktop } from './bench-desktop.ts';
import { benchHistory } from './bench-history.ts';
import { benchLedger } from './bench-ledger.ts';
import { bench } from './bench-needs.ts';
import { benchRescan } from './bench-rescan.ts';
import { benchUploads } from './bench-uploads.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const only = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'cloudroll-bench-'));
const say = (line: string): void => console.log(line);

installNeeds(bench, say);
say(
  `${hostname()}: ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.version}, medians of ${rounds}`,
);
try {
  if (only === undefined || only === 'ledger') await benchLedger(folder, rounds, say);
  if (only === undefined || only === 'history') await benchHistory(folder, say);
  if (only === undefined || only === 'rescan') await benchRescan(folder, rounds, say);
  if (only === undefined || only === 'uploads') await benchUploads(folder, rounds, say);
  if (only === undefined || only === 'desktop') await benchDesktop(folder, rounds, say);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
