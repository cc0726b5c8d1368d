/** @file A cloud, a home and a folder for one terminal, as a person has them; gone when the test is. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CloudUnderTest, cloudUnderTest, type Servers } from './cloud-under-test.ts';
import { runTerminal, type TerminalRun } from './run-terminal.ts';

export type WorldOfATerminal = {
  readonly cloud: CloudUnderTest;
  readonly home: string;
  readonly photos: string;
  readonly environment: Record<string, string>;
};

/** `base` is the test file's own folder. */
export async function worldOfATerminal(base: string, at: Servers): Promise<WorldOfATerminal> {
  const cloud = await cloudUnderTest(at);
  onTestFinished(cloud.close);
  const place = mkdtempSync(join(base, 'case-'));
  const photos = join(place, 'photos');
  mkdirSync(photos);
  const home = join(place, 'home');
  return { cloud, home, photos, environment: cloud.environment(home) };
}

/** As a person runs it: words, not JSON; and no patience, for nothing here passes by itself. */
export function sync(folder: string, environment: Record<string, string>): Promise<TerminalRun> {
  return runTerminal(['sync', folder, '--once', '--settle', '0', '--patience', '1'], environment);
}
