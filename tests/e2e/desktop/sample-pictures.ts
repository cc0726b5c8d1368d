/** @file Pictures for the app to carry, of which no two are alike, and the wait until it says that they are stored. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { photo } from '../../fixtures/images.ts';
import type { RunningApp } from './desktop-world.ts';
import { trayNow } from './standin-hand.ts';

/** For conditions that a machine at work may take its time for. */
export const soon = { timeout: 20_000, interval: 50 };

let shade = 0;

/** Returns their paths. */
export async function pictures(folder: string, names: readonly string[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    names.map(async (name) => {
      shade += 1;
      const path = join(folder, name);
      await writeFile(path, await photo({ width: 60 + shade, height: 40 }));
      return path;
    }),
  );
}

/** Names in the tray's list of what was stored last, newest first. */
export async function recent({ electron }: Pick<RunningApp, 'electron'>): Promise<readonly string[]> {
  return (await trayNow(electron)).recent;
}

export async function storedAll(app: Pick<RunningApp, 'electron'>, names: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await recent(app)).toEqual(expect.arrayContaining([...names])), soon);
}
