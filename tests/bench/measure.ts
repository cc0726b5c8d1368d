/** @file Runs a command from start to end and says how long and how large it was; medians, because machines are noisy. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type Run = {
  /** Milliseconds of wall time, process start included. */
  readonly milliseconds: number;
  /** Bytes: the most that was resident in the process itself, its children not counted. 0 where the system does not say. */
  readonly peakMemory: number;
  readonly output: string;
};

/** Throws with the last output when the command ends with anything but 0 (or what `allowed` says). */
export function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  allowed: readonly number[] = [0],
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let peakMemory = 0;
    const watch = setInterval(() => {
      peakMemory = Math.max(peakMemory, highWater(child.pid));
    }, 100);
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes;
    });
    child.stderr.on('data', (bytes: Buffer) => {
      output += bytes;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watch);
      const milliseconds = performance.now() - begun;
      if (allowed.includes(code ?? -1)) resolve({ milliseconds, peakMemory, output });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`));
    });
  });
}

/** The kernel's own high-water mark (proc(5), VmHWM). */
function highWater(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // The process has just ended, or this is no Linux.
    return 0;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Takes turns, so that a slow minute of the machine falls on all of them. Returns milliseconds, medians of `rounds`. */
export async function sideBySide<Name extends string>(
  rounds: number,
  rivals: Record<Name, (round: number) => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(rivals) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times[name].push(await rivals[name](round));
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}
