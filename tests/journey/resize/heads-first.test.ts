/** @file Pixels are asked for where renditions are wanted or a head does not tell; else sharp is never loaded. */
import { expect, onTestFinished, test } from 'vitest';
import { forkPixels, pixelEnvironment } from '../../../electron/fork-pixels.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { headsFirst, resizeHeadsFirst } from '../../../electron/journey/resize/heads-first.ts';
import type { ImageResizer } from '../../../electron/journey/resize/image-resizer.ts';
import type { PixelLoad, PixelPort } from '../../../electron/journey/resize/pixel-port.ts';
import { resizeInProcess } from '../../../electron/journey/resize/resize-in-process.ts';
import { defaultRenditions } from '../../../shared/profile.ts';
import { fragilePixels, picture } from '../../fixtures/fork-fragile-pixels.ts';
import { greyPng, photo } from '../../fixtures/images.ts';
import { resizeRequest } from '../../fixtures/resize-request.ts';
import { plainResizer } from '../journey-world.ts';

const never = new AbortController().signal;
/** Rests between starts pass at once. */
const hasty: typeof systemClock.sleep = (length, signal) => systemClock.sleep(length <= 10_000 ? 0 : length, signal);

function resizer() {
  const started: { load: PixelLoad; port: PixelPort }[] = [];
  const fork = forkPixels(pixelEnvironment(process.env));
  const made = resizeHeadsFirst({
    start: (load) => {
      const port = fork(load);
      started.push({ load, port });
      return port;
    },
    clock: systemClock,
    log: silentLog,
    imagesAtOnce: 2,
  });
  onTestFinished(() => made.close());
  return { ...made, started, loads: () => started.map(({ load }) => load) };
}

test('photos without renditions load no sharp', async () => {
  const { resize, loads } = resizer();
  const told = await resize(resizeRequest(await photo({ width: 90, height: 60 })), never);
  expect(told).toEqual({ kind: 'resized', details: { width: 90, height: 60, pages: 1 }, renditions: [] });
  expect(loads()).toEqual(['heads']);
});

test('what no head tells is opened, and what is to have renditions is opened at once', async () => {
  const { resize, loads } = resizer();
  expect(await resize(resizeRequest(await photo(), defaultRenditions), never)).toMatchObject({ kind: 'resized' });
  expect(loads()).toEqual(['native']);
  expect(await resize(resizeRequest(await greyPng()), never)).toMatchObject({ kind: 'resized', renditions: [] });
  expect(loads()).toEqual(['native', 'heads']);
});

test('each kind of picture warms up its own process, and the check-up asks sharp', async () => {
  const { warmUp, engine, loads } = resizer();
  warmUp([]);
  expect(loads()).toEqual(['heads']);
  warmUp(defaultRenditions);
  warmUp(defaultRenditions);
  expect(loads()).toEqual(['heads', 'native']);
  expect(await engine()).toBe('native');
});

test('a picture whose head kills three processes is asked of the pixels', async () => {
  const { start, started } = fragilePixels();
  const clock = { ...systemClock, sleep: hasty };
  const heads = resizeInProcess({ start, clock, log: silentLog, imagesAtOnce: 1 });
  onTestFinished(() => heads.close());
  const asked: string[] = [];
  const pixels: ImageResizer = {
    ...plainResizer,
    resize: async ({ path }) => {
      asked.push(path);
      return { kind: 'resized', details: { width: 7, height: 5 }, renditions: [] };
    },
  };
  const kills = picture('kills.jpg');
  expect(await headsFirst(heads, pixels).resize(kills, never)).toMatchObject({ details: { width: 7 } });
  expect(asked).toEqual([kills.path]);
  expect(started).toHaveLength(3);
});
