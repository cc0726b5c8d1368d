/** @file The calls of the library about what is known of images: find, follow, describe, log, export. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ask, done, nothing } from './ask.ts';
import { DescribeRequest, DescriptionInFull } from './description.ts';
import { DropToken } from './folder.ts';
import { HistoryFilter } from './history.ts';
import { ExportFormat, Following, FoundFile, ImportReport } from './library-find.ts';
import { FailureAlert, Health, LogFilter, LogPage, LogRequest } from './library-log.ts';
import { ImageKey } from './queue.ts';

const Undo = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const recordsContract = {
  find: {
    /** "Is this already in my cloud?": reads and hashes the files of a drop. An answer for each, as it comes. */
    file: ask.input(z.strictObject({ token: DropToken })).output(eventIterator(FoundFile)),
    /** Computers that stored images, most first. */
    devices: ask.input(nothing).output(z.array(z.object({ device: z.string(), images: z.number() }))),
  },
  /** How far the ledger follows each profile's table. */
  following: ask.route({ method: 'GET', path: '/library/following' }).input(nothing).output(z.array(Following)),
  /** Looks now at what other computers have stored and changed; `changes` tells when something came. */
  follow: ask.input(nothing).output(done),

  describe: {
    /** Title, description, tags, favourite and fields of one image, with the edits it had. */
    get: ask
      .route({ method: 'GET', path: '/images/{profile}/{imageId}/description' })
      .input(ImageKey)
      .output(DescriptionInFull),
    /** In force here at once, in the cloud as soon as that answers. `undo` takes it back; null when nothing changed. */
    set: ask.input(DescribeRequest).output(z.object({ images: z.number(), undo: Undo.nullable() })),
    /** What was set since by somebody else stays. Answers how many images changed, and what takes this back again. */
    undo: ask.input(z.strictObject({ undo: Undo })).output(z.object({ images: z.number(), undo: Undo.nullable() })),
  },
  /** Tags that begin so, most used first. */
  tags: ask
    .route({ method: 'GET', path: '/library/tags' })
    .input(
      z.strictObject({
        beginning: z.string().trim().max(100).default(''),
        profile: z.string().max(64).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
      }),
    )
    .output(z.array(z.object({ tag: z.string(), images: z.number() }))),

  log: {
    /** Newest first. */
    page: ask.input(LogRequest).output(LogPage),
    /** Newest first, as text: pieces of a file. */
    export: ask
      .input(z.strictObject({ format: ExportFormat, filter: LogFilter.default({}) }))
      .output(eventIterator(z.string())),
    health: ask.route({ method: 'GET', path: '/library/health' }).input(nothing).output(Health),
    /** Answers what holds now. */
    setAlert: ask.input(FailureAlert).output(FailureAlert),
    /** Off until it is put on: publishing costs a little in the person's own account. */
    setPublishing: ask.input(z.strictObject({ profile: z.string().max(64), on: z.boolean() })).output(done),
  },

  /** Records as text: pieces of a file, of the images that the filter lets through. */
  export: ask
    .input(z.strictObject({ format: ExportFormat, filter: HistoryFilter.default({}) }))
    .output(eventIterator(z.string())),
  /**
   * Descriptions out of an exported file, dropped or picked (`token`) or read by the page (`text`). With `tryOnly` it only
   * says what would change.
   */
  import: ask
    .input(
      z.strictObject({
        format: ExportFormat,
        from: z.union([
          z.strictObject({ token: DropToken }),
          z.strictObject({ text: z.string().max(32 * 1024 * 1024) }),
        ]),
        tryOnly: z.boolean().default(false),
      }),
    )
    .output(ImportReport),
};
