/** @file Shows long work step by step: a live list on a terminal, plain lines elsewhere, nothing where a program reads. */
import { Listr } from 'listr2';
import type { Clock } from '../foundation/clock.ts';

export type Step = {
  readonly title: string;
  /** `say` shows what is going on now; it may be called as often as one likes. Resolves with what came of it. */
  readonly run: (say: (line: string) => void) => Promise<string>;
};

export type StepsOptions = {
  readonly clock: Clock;
  readonly look: 'live' | 'plain' | 'silent';
};

/** Milliseconds between two lines: as often as an eye follows, or as a log can bear. */
const liveEvery = 100;
const plainEvery = 2000;

/** One step after the other; the first that throws ends the list and is thrown on. */
export async function runSteps(steps: readonly Step[], { clock, look }: StepsOptions): Promise<void> {
  const every = look === 'live' ? liveEvery : plainEvery;
  const list = new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_: unknown, task: { title: string; output: string }) => {
        let last = Number.NEGATIVE_INFINITY;
        task.title = await run((line) => {
          if (clock.elapsed() - last < every) return;
          last = clock.elapsed();
          task.output = line;
        });
      },
    })),
    {
      renderer: look === 'live' ? 'default' : look === 'plain' ? 'simple' : 'silent',
      rendererOptions: {},
      fallbackRendererCondition: false,
      silentRendererCondition: false,
      registerSignalListeners: false,
    },
  );
  await list.run();
}
