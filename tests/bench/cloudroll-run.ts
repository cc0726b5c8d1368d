/** @file Runs the built `cloudroll` on a home of its own for one measured round. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { Profile } from '../../shared/profile.ts';
import { type Run, run } from './measure.ts';

const terminal = fileURLToPath(new URL('../../dist/terminal/terminal.js', import.meta.url));

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** A fresh home with one profile in it. */
export function freshHome(home: string, profile: z.input<typeof Profile>): void {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ version: 1, profiles: [Profile.parse(profile)] }));
}

export function cloudroll(
  home: string,
  keys: Keys,
  args: readonly string[],
  allowed?: readonly number[],
): Promise<Run> {
  return run(
    process.execPath,
    [terminal, ...args],
    {
      CLOUDROLL_HOME: home,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_REGION: 'us-east-1',
    },
    allowed,
  );
}

/** The last line of `--json`. */
export function summaryOf(output: string): { stored: number; already: number; bytesSent: number; seconds: number } {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
