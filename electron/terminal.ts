/** @file Entry of the terminal, the `cloudroll` command: gathers its surroundings, runs the command, sets the exit code. */
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { forkPixels, pixelEnvironment } from './fork-pixels.ts';
import { forkWatching, forkWatchingAhead } from './fork-watching.ts';
import { systemClock } from './foundation/clock.ts';
import { absolutePath } from './foundation/paths.ts';
import { exitCode } from './terminal/exit-code.ts';

/** Beside this file lie the other processes' entries, as source or as what they were built into. */
function entry(name: string): URL {
  const built = new URL(`./${name}.js`, import.meta.url);
  return existsSync(fileURLToPath(built)) ? built : new URL(`./${name}.ts`, import.meta.url);
}

/** Milliseconds that a clean end may take. */
const endWithin = 5000;

/** What `npm run build` made of the window, beside the sources' folder or the built entry's. */
const window = absolutePath(
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/renderer' : '../renderer', import.meta.url)),
);

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // The first asks for a clean end; a second of the same kind is the system's own way to end at once.
  process.once(signal, () => {
    interrupt.abort();
    // A dead network drive can hold a read for minutes. Whatever line this ends at, the next start goes on from there.
    setTimeout(() => process.exit(exitCode.interrupted), endWithin).unref();
  });
}

// `cloudroll history | head` closes the pipe when it has seen enough: that is an end, not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** What V8 made of the built programs is kept beside them, until the next build; of sources nothing is kept. */
const compiled = import.meta.url.endsWith('.ts') ? undefined : fileURLToPath(new URL('./compiled', import.meta.url));
if (compiled !== undefined) enableCompileCache(compiled);

const bare = {
  ...pixelEnvironment(process.env),
  ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
};
// The commands that look at folders: what looks starts while the rest of this program is still loading, a tenth of a second.
const looks = ['sync', 'watch'].includes(process.argv[2] ?? '');
const launchWatching = (looks ? forkWatchingAhead : forkWatching)(bare, entry('watching'));
const { runCommand } = await import('./terminal/commander-program.ts');
const { keytarKeychain } = await import('./secrets/keytar-keychain.ts');
process.exitCode = await runCommand(process.argv, {
  environment: process.env,
  // npm runs its scripts in the project's folder and keeps here where the person stood.
  workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
  clock: systemClock,
  random: Math.random,
  keychain: keytarKeychain(systemClock),
  launchWatching,
  startPixels: forkPixels(bare, entry('pixels')),
  readingEntry: entry('reading'),
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  isLive: process.stdout.isTTY === true && process.env['CI'] === undefined,
  interrupted: interrupt.signal,
  window,
});
