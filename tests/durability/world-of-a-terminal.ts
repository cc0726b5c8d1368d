/** @file A cloud, a home and a folder for one terminal, as a person has them; gone when the test is. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { type CloudUnderTest, cloudUnderTest, type Servers } from './cloud-under-test.ts';
import { runTerminal, type TerminalRun } from './run-terminal.ts';

export type WorldOfATerminal = {
  readonly cloud: CloudUnderTest;
  readonly home: string;
  readonly photos: string;
  readonly environment: Record<string, string>;
};

export type WorldsForFile = {
  readonly base: string;
  /** Of the file's own cloud unless told another. */
  readonly servers: () => LocalCloud;
  readonly world: (at?: Servers) => Promise<WorldOfATerminal>;
};

/** A folder and a cloud for all the worlds of a test file, gone with it. */
export function worldsForFile(name: string): WorldsForFile {
  const base = mkdtempSync(join(tmpdir(), `cloudroll-${name}-`));
  // A person without rights must be able to pass through it.
  chmodSync(base, 0o755);
  let servers: LocalCloud | undefined;
  beforeAll(async () => {
    servers = await localCloudWorld();
  });
  afterAll(async () => {
    await servers?.close();
    rmSync(base, { recursive: true, force: true });
  });
  const ofFile = (): LocalCloud => {
    if (servers === undefined) throw new Error('The servers are there only inside a test');
    return servers;
  };
  return { base, servers: ofFile, world: (at = ofFile()) => worldOfATerminal(base, at) };
}

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
