/** @file The first engine that passes is taken, and those that did not are gone. */
import { expect, test } from 'vitest';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { chooseEngine } from '../../../electron/journey/resize/choose-engine.ts';
import { fragilePixels } from '../../fixtures/fork-fragile-pixels.ts';

test.each([
  ['', 'native'],
  ['native-dies', 'two-step'],
  ['native-complains', 'two-step'],
  ['native-complains two-step-dies', 'webassembly'],
])('where "%s", %s is chosen', async (engines, chosen) => {
  const { start, started } = fragilePixels(engines);
  const { engine, process } = await chooseEngine(start, systemClock, silentLog);
  expect(engine).toBe(chosen);
  await Promise.all(started.slice(0, -1).map(({ ended }) => ended));
  process.kill();
  expect(await process.ended).toBe('SIGKILL');
});

test('each that does not work is named, with the reason', async () => {
  const { start } = fragilePixels('native-complains two-step-dies webassembly-dies');
  await expect(chooseEngine(start, systemClock, silentLog)).rejects.toThrow(
    'native: two copies of GLib collide; two-step: SIGKILL; webassembly: SIGKILL',
  );
});
