/** @file One life of a pixel process. */
import { expect, test } from 'vitest';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { PixelsEnded, pixelProcess } from '../../../electron/journey/resize/pixel-process.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { fragilePixels, picture } from '../../fixtures/fork-fragile-pixels.ts';

test('what it was asked when it died is rejected, and so is what it is asked afterwards', async () => {
  const process = pixelProcess(fragilePixels().start('native'), systemClock, silentLog);
  await process.ready;
  const asked = process.ask(picture('kills.jpg'));
  await expect(asked).rejects.toThrow(PixelsEnded);
  expect(await process.ended).toBe('SIGKILL');
  await expect(process.ask(picture('a.jpg'))).rejects.toThrow(PixelsEnded);
});

test('one that says nothing for half a minute is ended', async () => {
  const clock = manualClock();
  const { start } = fragilePixels();
  const port = start('native');
  const mute = { ...port, onMessage: () => undefined };
  const process = pixelProcess(mute, clock, silentLog);
  clock.advance(30_000);
  await expect(process.ready).rejects.toThrow('did not start in time');
  expect(await process.ended).toBe('SIGKILL');
});

test('what it writes before it dies at the start is in the log', async () => {
  const written: unknown[] = [];
  const log = { ...silentLog, warn: (_message: string, fields?: object) => void written.push(fields) };
  const process = pixelProcess(fragilePixels('native-complains').start('native'), systemClock, log);
  await expect(process.ready).rejects.toThrow('GLib');
  await process.ended;
  expect(written).toEqual([{ text: expect.stringContaining('g_object_unref') }]);
});
