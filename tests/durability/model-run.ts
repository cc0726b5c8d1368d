/** @file Runs the model against reality as often as it is asked; a failure prints the seed and the shrunk sequence. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { endReality, newModel, newReality } from './model.ts';
import { anyCommands, finalComparison } from './model-commands.ts';
import { smallPicture } from './sample-folder.ts';

export async function runModel(wish: {
  readonly seed: number;
  readonly runs: number;
  /** At most, in each run. */
  readonly commands: number;
  /** Milliseconds after which no further run is begun. */
  readonly atMost?: number;
}): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'cloudroll-model-'));
  const servers = await localCloudWorld();
  const picture = await smallPicture(3);
  const property = fc.asyncProperty(
    fc.commands(anyCommands, { maxCommands: wish.commands, size: 'max' }),
    async (commands) => {
      const model = newModel();
      const reality = await newReality(base, servers, picture);
      try {
        await fc.asyncModelRun(() => ({ model, real: reality }), commands);
        await finalComparison(model, reality);
      } finally {
        await endReality(reality);
      }
    },
  );
  try {
    await fc.assert(property, {
      seed: wish.seed,
      numRuns: wish.runs,
      // Reality is not repeatable to the millisecond, so a search for a shorter sequence finds little and takes long.
      endOnFailure: true,
      interruptAfterTimeLimit: wish.atMost ?? 180_000,
    });
  } finally {
    await servers.close();
    rmSync(base, { recursive: true, force: true });
  }
}
