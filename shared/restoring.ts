/** @file Fetching images back to this computer: which, as what, into which folders, and how far it has come; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { DropToken } from './folder.ts';
import { Selection } from './selection.ts';

/** `day`: a folder for each day the picture was taken; `folder`: as they lay when they were stored; `flat`: all in one. */
export const RestoreLayout = z.enum(['day', 'folder', 'flat']);
export type RestoreLayout = z.infer<typeof RestoreLayout>;

export const RestoreWish = z.strictObject({
  of: Selection,
  /** 'original' or a rendition's name. */
  rendition: z.string().min(1).max(32).default('original'),
  layout: RestoreLayout.default('day'),
});
export type RestoreWish = z.infer<typeof RestoreWish>;

/** `to`: a folder of `drops.pick`. Nothing there is overwritten. */
export const RestoreRequest = RestoreWish.extend({ to: DropToken });
export type RestoreRequest = z.infer<typeof RestoreRequest>;

export const mostFailuresShown = 20;

export const RestoreProgress = z.object({
  /** For `resume`. */
  id: z.number(),
  /** To fetch in all; bytes are those of what is fetched. */
  images: z.number(),
  bytes: z.number(),
  /** Looked at so far, whatever came of them. */
  done: z.number(),
  bytesDone: z.number(),
  /** New files, proven by their hash; `renamed` of them beside other content of the same name. */
  written: z.number(),
  renamed: z.number(),
  /** The same content was there already. */
  there: z.number(),
  failed: z.number(),
  /** The first of them. */
  failures: z.array(z.object({ fileName: z.string(), failure: Failure })),
  /** Being fetched now. */
  current: z.string().nullable(),
  ended: z.boolean(),
});
export type RestoreProgress = z.infer<typeof RestoreProgress>;

/** One that was stopped, or ended with its program; `destination` for a person to recognise. */
export const UnfinishedRestore = z.object({
  id: z.number(),
  destination: z.string(),
  rendition: z.string(),
  layout: RestoreLayout,
  begunAt: z.number(),
  done: z.number(),
  images: z.number(),
});
export type UnfinishedRestore = z.infer<typeof UnfinishedRestore>;
