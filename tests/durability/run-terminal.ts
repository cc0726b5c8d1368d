/** @file Runs the real `cloudroll` command in a process of its own, to its end, however that comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Outcome = z.object({
  stored: z.number(),
  already: z.number(),
  refused: z.array(z.object({ path: z.string(), reason: z.string() })),
  failed: z.array(z.object({ path: z.string(), code: z.string() })),
  bytesSent: z.number(),
});
export type Outcome = z.infer<typeof Outcome>;

export type TerminalRun = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly complaints: string;
  /** Of `--json`. Throws when there was none. */
  readonly outcome: () => Outcome;
};

export type RunningTerminal = {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Of this process and those that it started: a child that outlives it would hold its output open. */
  readonly ended: Promise<TerminalRun>;
};

const entry = fileURLToPath(new URL('../../electron/terminal.ts', import.meta.url));

/** Nothing of our own environment but where programs are; the home of this computer's person is never read. */
export function startTerminal(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  as?: { readonly uid: number; readonly gid: number },
): RunningTerminal {
  const child = spawn(process.execPath, [entry, ...words], {
    env: {
      PATH: process.env['PATH'],
      HOME: environment['CLOUDROLL_HOME'],
      // A terminal takes half a second less to start; one that is killed leaves the cache as it was.
      NODE_COMPILE_CACHE: join(tmpdir(), `cloudroll-compile-cache-${as?.uid ?? process.getuid?.() ?? 0}`),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ended = once(child, 'close').then(
    ([code, signal]): TerminalRun => ({
      code: z.number().nullable().parse(code),
      // Node's own list; null when it ended by itself.
      signal: signal as NodeJS.Signals | null,
      output,
      complaints,
      outcome: () => {
        const line = output.trimEnd().split('\n').at(-1);
        if (line === undefined || !line.startsWith('{')) throw new Error(`No outcome: ${output}\n${complaints}`);
        return Outcome.parse(JSON.parse(line));
      },
    }),
  );
  return { kill: (signal) => void child.kill(signal), ended };
}

export function runTerminal(...run: Parameters<typeof startTerminal>): Promise<TerminalRun> {
  return startTerminal(...run).ended;
}

/** `cloudroll sync … --once --json` without waiting for files to rest. */
export function syncOnce(
  folders: readonly string[],
  environment: Readonly<Record<string, string>>,
  ...more: readonly string[]
): Promise<TerminalRun> {
  return runTerminal(['sync', ...folders, '--once', '--json', '--settle', '0', ...more], environment);
}
