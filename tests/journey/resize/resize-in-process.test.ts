/** @file A pixel process that dies or hangs costs its picture three tries, and no other picture anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Clock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { resizeInProcess } from '../../../electron/journey/resize/resize-in-process.ts';
import { type ManualClock, manualClock } from '../../fakes/manual-clock.ts';
import { fragilePixels, picture } from '../../fixtures/fork-fragile-pixels.ts';

const never = new AbortController().signal;
const timeout = 45_000;
const good = { kind: 'resized', details: { width: 4, height: 3 }, renditions: [] };
const without = (why: string) => ({ kind: 'without-renditions', details: {}, why });

/** Rests of a restart pass at once; everything longer waits for the test. */
function hastyClock(): ManualClock {
  const clock = manualClock();
  const restOf: Clock['sleep'] = (length, signal) => (length <= 10_000 ? sleep(0) : clock.sleep(length, signal));
  return { ...clock, sleep: restOf };
}

function resizer(imagesAtOnce = 2, engines = '') {
  const clock = hastyClock();
  const { start, started } = fragilePixels(engines);
  const made = resizeInProcess({ start, clock, log: silentLog, imagesAtOnce, timeout });
  onTestFinished(() => made.close());
  const resize = (name: string, signal = never) => made.resize(picture(name), signal);
  return { ...made, resize, clock, started };
}

test('pictures are resized by one process, however many there are', async () => {
  const { resize, started } = resizer();
  const results = await Promise.all(Array.from({ length: 50 }, (_, index) => resize(`${index}.jpg`)));
  expect(results).toEqual(Array(50).fill(good));
  expect(started).toHaveLength(1);
});

test('a picture that kills the process three times is carried without renditions, and the others with', async () => {
  const { resize } = resizer();
  const names = ['a.jpg', 'b.jpg', 'kills.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];
  const results = await Promise.all(names.map((name) => resize(name)));
  expect(results).toEqual([good, good, without('picture-crashes'), good, good, good]);
});

test('the picture is found out among those in work with it, who are not blamed', async () => {
  const { resize, started } = resizer(4);
  const names = ['never-1.jpg', 'kills.jpg', 'never-2.jpg'];
  const stop = new AbortController();
  const [first, killer, second] = names.map((name) => resize(name, name === 'kills.jpg' ? never : stop.signal));
  for (const other of [first, second]) other?.catch(() => undefined);
  // Once with the others; then each for itself: the two that never end are stopped so that the third gets its turn.
  await vi.waitFor(() => expect(started.length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  stop.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  started.at(-1)?.port.kill();
  expect(await killer).toEqual(without('picture-crashes'));
});

test('two pictures that kill are both found', async () => {
  const { resize } = resizer();
  const results = await Promise.all(['kills-1.jpg', 'a.jpg', 'kills-2.jpg', 'b.jpg'].map((name) => resize(name)));
  expect(results).toEqual([without('picture-crashes'), good, without('picture-crashes'), good]);
});

test('a picture that hangs is stopped by the clock, three times', async () => {
  const { resize, clock, started } = resizer();
  const hanging = resize('hangs.jpg');
  for (const times of [1, 2, 3]) {
    await vi.waitFor(
      () => {
        expect(started).toHaveLength(times);
        expect(clock.sleeping()).toContain(timeout);
      },
      { timeout: 10_000 },
    );
    clock.advance(timeout);
  }
  expect(await hanging).toEqual(without('picture-timed-out'));
  expect(await resize('a.jpg')).toEqual(good);
});

test('a death among others does not count; three alone do, whoever kills', async () => {
  const { resize, started, clock } = resizer(2);
  const stop = new AbortController();
  const first = resize('never-1.jpg');
  resize('never-2.jpg', stop.signal).catch(() => undefined);
  for (const lives of [1, 2, 3, 4]) {
    const atWork = lives === 1 ? 2 : 1;
    await vi.waitFor(
      () => {
        expect(started).toHaveLength(lives);
        expect(clock.sleeping().filter((length) => length === timeout)).toHaveLength(atWork);
      },
      { timeout: 10_000 },
    );
    stop.abort();
    started.at(-1)?.port.kill();
    await started.at(-1)?.ended;
  }
  expect(await first).toEqual(without('picture-crashes'));
  expect(started).toHaveLength(4);
});

test('what the picture did is told as it is', async () => {
  const { resize } = resizer();
  await expect(resize('changes.jpg')).rejects.toMatchObject({ failure: { code: 'file-changed', retry: 'soon' } });
  await expect(resize('breaks.jpg')).rejects.toThrow('a bug of ours');
  expect(await resize('a.jpg')).toEqual(good);
});

test('a stopped picture is no longer waited for', async () => {
  const { resize } = resizer(1);
  const [running, waiting] = [new AbortController(), new AbortController()];
  const results = [resize('never.jpg', running.signal), resize('a.jpg', waiting.signal)];
  waiting.abort();
  await expect(results[1]).rejects.toMatchObject({ name: 'AbortError' });
  running.abort();
  await expect(results[0]).rejects.toMatchObject({ name: 'AbortError' });
  await expect(resize('a.jpg', running.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('closing ends the process and rejects what is pending', async () => {
  const { resize, close, started } = resizer(1);
  expect(await resize('a.jpg')).toEqual(good);
  const pending = [resize('never.jpg'), resize('b.jpg')].map((result) => result.catch((error: Error) => error.name));
  await close();
  expect(await started[0]?.ended).toBe('SIGKILL');
  expect(await Promise.all(pending)).toEqual(['AbortError', 'AbortError']);
  await expect(resize('c.jpg')).rejects.toMatchObject({ name: 'AbortError' });
});

test('closing while it starts is no different', async () => {
  const { resize, close } = resizer();
  const pending = resize('a.jpg').catch((error: Error) => error.name);
  await close();
  expect(await pending).toBe('AbortError');
});

test('a process that has had nothing to do for a minute goes, and another comes with the next picture', async () => {
  const { resize, clock, started } = resizer();
  await resize('a.jpg');
  clock.advance(59_000);
  await resize('b.jpg');
  expect(started).toHaveLength(1);
  clock.advance(60_000);
  await started[0]?.ended;
  expect(await resize('c.jpg')).toEqual(good);
  expect(started).toHaveLength(2);
});

test('the engine that passes is used from then on', async () => {
  const { resize, engine, started } = resizer(2, 'native-dies two-step-complains');
  expect(await engine()).toBe('webassembly');
  expect(await resize('kills.jpg')).toEqual(without('picture-crashes'));
  expect(started.map((life) => life.engine).slice(0, 3)).toEqual(['native', 'two-step', 'webassembly']);
  expect(new Set(started.slice(3).map((life) => life.engine))).toEqual(new Set(['webassembly']));
});

test('where no engine works, pictures go on without renditions', async () => {
  const { resize, engine } = resizer(2, 'native-dies two-step-dies webassembly-dies');
  expect(await resize('a.jpg')).toEqual(without('cannot-decode'));
  await expect(engine()).rejects.toThrow('no image engine');
});

test('a process that talks nonsense is ended, and its pictures tried in another', async () => {
  const { resize } = resizer(2, 'nonsense');
  expect(await resize('never.jpg')).toEqual(without('picture-crashes'));
});
