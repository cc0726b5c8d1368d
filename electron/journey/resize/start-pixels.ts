/** @file Starts the pixel process again and again until one lives, with the engine that was found to work here. */
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { type Chosen, chooseEngine } from './choose-engine.ts';
import type { PixelEngine, StartPixels } from './pixel-port.ts';
import { PixelsEnded } from './pixel-process.ts';

export type PixelStarts = {
  readonly start: StartPixels;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends what is starting, and keeps anything more from it. */
  readonly closing: AbortSignal;
};

/** Starts that fail one after the other before it is said that none will live. */
const startsAllowed = 5;

const restart = { base: 100, cap: 10_000 } as const;

/** How long to leave a process alone that has died so many times in a row. */
export function restAfterDeaths(deaths: number): Milliseconds {
  return deaths === 0 ? 0 : Math.min(restart.cap, restart.base * 2 ** (deaths - 1));
}

/**
 * `known` is the engine that passed before, or null to try them all. Throws PixelsEnded when no start lives, and an
 * AbortError when `closing` aborts.
 */
export async function startPixels(
  parts: PixelStarts,
  known: PixelEngine | null,
  deathsBefore: number,
): Promise<Chosen> {
  const { clock, log, closing } = parts;
  for (let failures = 0; ; failures += 1) {
    const rest = restAfterDeaths(deathsBefore + failures);
    if (rest > 0) await clock.sleep(rest, closing);
    try {
      const chosen = await chooseEngine(endingWith(parts), clock, log, known === null ? undefined : [known]);
      closing.throwIfAborted();
      return chosen;
    } catch (error) {
      closing.throwIfAborted();
      if (!(error instanceof PixelsEnded) || failures + 1 === startsAllowed) throw error;
    }
  }
}

function endingWith({ start, closing }: PixelStarts): StartPixels {
  return (engine) => {
    closing.throwIfAborted();
    const port = start(engine);
    closing.addEventListener('abort', port.kill, { once: true });
    port.onExit(() => closing.removeEventListener('abort', port.kill));
    return port;
  };
}
