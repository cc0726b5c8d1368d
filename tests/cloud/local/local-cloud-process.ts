/** @file Runs a local cloud on the folder it is given in a process of its own, so that a test can kill it; prints its addresses. */
import { startLocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';

const cloud = await startLocalCloud({ folder: absolutePath(process.argv[2] ?? ''), clock: systemClock });
process.stdout.write(`${JSON.stringify(cloud)}\n`);
