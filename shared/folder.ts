/** @file The noun for a watched folder; both sides speak it. */
import { z } from 'zod';

export const FolderState = z.enum(['watching', 'scanning', 'not-reachable']);
export type FolderState = z.infer<typeof FolderState>;
