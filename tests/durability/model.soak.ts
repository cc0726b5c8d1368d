/** @file The model for as long as one has time, on new sequences each time; the seed is printed and can be given again. */
import { test } from 'vitest';
import { runModel } from './model-run.ts';
import { soakSeed } from './soak-seed.ts';

test('a hundred thousand things happen, and at rest the cloud equals the model', async () => {
  await runModel({ seed: soakSeed('model'), runs: 1000, commands: 60, atMost: 20 * 60_000 });
});
