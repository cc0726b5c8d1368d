/** @file Which images a person means: those named one by one, or all that fit a filter; both sides speak it. */
import { z } from 'zod';
import { HistoryFilter } from './history.ts';
import { ImageKey } from './queue.ts';

export const Selection = z.union([
  z.strictObject({ images: z.array(ImageKey).min(1).max(10_000) }),
  z.strictObject({ filter: HistoryFilter }),
]);
export type Selection = z.infer<typeof Selection>;
