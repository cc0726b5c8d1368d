/** @file A watching process that is started ahead is the one that is asked for, and one that nobody asks for holds nobody up. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { forkWatchingAhead } from '../electron/fork-watching.ts';
import type { WatchingProcess } from '../electron/journey/watch/watching-process.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

const entry = new URL('../electron/watching.ts', import.meta.url);
const begun: WatchingProcess[] = [];
afterEach(() => {
  for (const one of begun.splice(0)) one.kill();
});

test('the process that was started ahead answers the first who asks, and the next has one of its own', async () => {
  const launch = forkWatchingAhead({}, entry);
  for (const _ of [1, 2]) {
    const news: unknown[] = [];
    const watching = launch(
      (one) => void news.push(one),
      () => undefined,
    );
    begun.push(watching);
    // Not an order: whatever it is that answers parses what it hears, and says that this is a bug.
    watching.send(Object({ kind: 'no such order' }));
    await vi.waitFor(() => expect(news).toEqual([expect.objectContaining({ kind: 'bug' })]));
  }
});

test('a program that never asks for it ends as if it were not there', () => {
  const module = fileURLToPath(new URL('../electron/fork-watching.ts', import.meta.url));
  const program = `import { forkWatchingAhead } from ${JSON.stringify(module)};
    forkWatchingAhead({}, new URL(${JSON.stringify(entry.href)}));`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: temporaryFolder() });
  expect(ended.stderr.toString()).toBe('');
  expect(ended.status).toBe(0);
});
