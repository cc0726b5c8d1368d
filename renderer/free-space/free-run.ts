/** @file Freeing space while it is under way, one for the window: it goes on while other screens are shown. */
import type { FreeProgress } from '../../shared/free-space.ts';
import { longRun } from '../library/long-run.ts';

export const freeRun = longRun<FreeProgress>();
