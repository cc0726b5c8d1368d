/** @file `cloudroll serve` from its start to Ctrl+C: says its address once, carries what the ledger watches, ends at once. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { forkPixels, pixelEnvironment } from '../../electron/fork-pixels.ts';
import { forkWatching } from '../../electron/fork-watching.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function terminal(home: string) {
  const interrupt = new AbortController();
  const printed: string[] = [];
  const complained: string[] = [];
  const bare = pixelEnvironment(process.env);
  const run = (...words: string[]) =>
    runCommand(['node', 'cloudroll', ...words], {
      environment: { CLOUDROLL_HOME: home },
      workingFolder: home,
      clock: systemClock,
      random: () => 0.5,
      keychain: memoryKeychain(),
      readingEntry: new URL('../../electron/reading.ts', import.meta.url),
      launchWatching: forkWatching(bare),
      startPixels: forkPixels(bare),
      print: (line) => void printed.push(line),
      complain: (line) => void complained.push(line),
      isLive: false,
      interrupted: interrupt.signal,
    });
  return { run, printed, complained, interrupt: () => interrupt.abort() };
}

test('it says where it is, answers there, and Ctrl+C ends it', async () => {
  const { run, printed, complained, interrupt } = terminal(join(temporaryFolder(), 'home'));
  const ended = run('serve');
  onTestFinished(interrupt);
  await vi.waitFor(() => expect(printed.length).toBe(2), { timeout: 20_000 });
  const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/.exec(printed[0] ?? '')?.[0] ?? '';
  const url = new URL(address);
  expect(await (await fetch(url.origin)).text()).toContain('<title>Cloudroll</title>');
  const token = url.hash.slice('#token='.length);
  const session = await fetch(`${url.origin}/session`, { method: 'POST', body: JSON.stringify({ token }) });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const status = await fetch(`${url.origin}/api/status`, { headers: { cookie } });
  expect(await status.json()).toMatchObject({ images: { stored: 0 }, folders: [] });
  interrupt();
  expect(await ended).toBe(130);
  expect(complained).toEqual([]);
  await expect(fetch(url.origin)).rejects.toThrow();
});

test('a second one on the same home, and a port that is none, are told so', async () => {
  const home = join(temporaryFolder(), 'home');
  const first = terminal(home);
  const ended = first.run('serve');
  onTestFinished(first.interrupt);
  await vi.waitFor(() => expect(first.printed.length).toBe(2), { timeout: 20_000 });
  const second = terminal(home);
  expect(await second.run('serve')).toBe(4);
  expect(await second.run('serve', '--port', '70000')).toBe(2);
  const third = terminal(join(temporaryFolder(), 'home'));
  const port = /:(\d+)\//.exec(first.printed[0] ?? '')?.[1] ?? '';
  expect(await third.run('serve', '--port', port)).toBe(3);
  expect(third.complained.join()).toContain(`port ${port}`);
  first.interrupt();
  await ended;
});
