/** @file The calls about an image's files on this computer: shown where they lie, opened; only a window of the desktop can. */
import { z } from 'zod';
import { ask, done } from './ask.ts';
import { mostDragged } from './desktop-bridge.ts';
import { ImageKey } from './queue.ts';

/** `file` is one of `files` of the image in full. No call takes a path. */
const FileHere = ImageKey.extend({ file: z.number().int() });

/** A file that is gone is `FAILED` with `file-missing`; in a browser every file is `UNKNOWN`. */
export const filesContract = {
  /** In the system's file manager. */
  show: ask.input(FileHere).output(done),
  /** With the program that the system has for it. False: nothing here opens it, so it was shown in its folder. */
  open: ask.input(FileHere).output(z.object({ opened: z.boolean() })),
  /** Brings to this computer what a drag out of the window needs; proven by its hash, and gone with the next start. */
  fetch: ask.input(z.strictObject({ images: z.array(ImageKey).min(1).max(mostDragged) })).output(done),
};
