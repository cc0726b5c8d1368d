/** @file Finds the way to run sharp that works on this computer, by trying: the first that passes its self-test. */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { type PixelEngine, pixelEngines, type StartPixels } from './pixel-port.ts';
import { type PixelProcess, PixelsEnded, pixelProcess } from './pixel-process.ts';

export type Chosen = { readonly engine: PixelEngine; readonly process: PixelProcess };

/** Hands over the process that passed, ready. Throws PixelsEnded when none does; ends those that do not. */
export async function chooseEngine(
  start: StartPixels,
  clock: Clock,
  log: Log,
  engines: readonly PixelEngine[] = pixelEngines,
): Promise<Chosen> {
  const reasons: string[] = [];
  for (const engine of engines) {
    const process = pixelProcess(start(engine), clock, log);
    try {
      await process.ready;
      return { engine, process };
    } catch (error) {
      if (!(error instanceof PixelsEnded)) throw error;
      reasons.push(`${engine}: ${error.message}`);
      log.warn('an image engine does not work here', { engine, reason: error.message });
    }
  }
  throw new PixelsEnded(reasons.join('; '));
}
