/** @file The calls behind the settings: drafts of a profile shown on a real image, the check-up, what support needs, the trial. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ask, done, nothing } from './ask.ts';
import { CheckUp } from './check-up.ts';
import { DraftRequest, LayoutExample, LayoutRequest, RenditionDraft, SampleImage } from './draft.ts';

export const settingsContract = {
  /** Looks at everything once; told one by one as they end. */
  checkUp: ask.input(nothing).output(eventIterator(CheckUp)),
  /** A text for support with every secret taken out; the window saves it under that name. */
  diagnostics: ask.input(nothing).output(z.object({ fileName: z.string(), text: z.string() })),
  /** Where Cloudroll keeps its own things on this computer. */
  places: ask.input(nothing).output(z.object({ home: z.string(), log: z.string() })),

  /** The log, in the system's file manager; `UNKNOWN` in a browser. */
  showLog: ask.input(nothing).output(done),

  drafts: {
    /** At most twelve, the newest first. */
    samples: ask.input(z.strictObject({ profile: z.string().max(64) })).output(z.array(SampleImage)),
    /** Nothing is stored. */
    rendition: ask.input(DraftRequest).output(RenditionDraft),
    layout: ask.input(LayoutRequest).output(LayoutExample),
  },

  /** A cloud on this computer, for trying out: started, and kept as a profile. Answers the profile's name. */
  trial: { begin: ask.input(nothing).output(z.object({ profile: z.string() })) },
};
