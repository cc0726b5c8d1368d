/** @file Whatever happens to files, drive, line and process, in any order: at rest the cloud equals the model. A short run. */
import { test } from 'vitest';
import { runModel } from './model-run.ts';

/** The same sequences on every run; `npm run soak` takes new ones. */
const seed = 20_261_121;

test('any sequence of edits, renames, unplugging, kills and outages ends with everything stored, once', async () => {
  await runModel({ seed, runs: 25, commands: 30 });
}, 240_000);
