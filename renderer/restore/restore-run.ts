/** @file The download that is under way, one for the window: it goes on while its dialog is closed and other screens are shown. */
import type { RestoreProgress } from '../../shared/restoring.ts';
import { longRun } from '../library/long-run.ts';

export const restoreRun = longRun<RestoreProgress>();
