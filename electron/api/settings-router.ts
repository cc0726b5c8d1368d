/** @file Our side of shared/settings-contract: drafts shown on real images, the check-up, what support needs, the trial. */
import { join } from 'node:path';
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import { trialProfile } from '../../shared/trial.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { ImageResizer } from '../journey/resize/image-resizer.ts';
import type { CheckUpParts } from '../library/check-up.ts';
import { draftLayout } from '../library/draft-layout.ts';
import { draftRendition, sampleImages } from '../library/draft-rendition.ts';
import { failuresAsData, unknown } from './answering.ts';
import type { DraftPictures } from './draft-pictures.ts';
import type { TrialCloud } from './trial-cloud.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type SettingsContext = {
  readonly home: AbsolutePath;
  readonly resizer: Pick<ImageResizer, 'resize' | 'engine'>;
  readonly draftPictures: DraftPictures;
  readonly trial: Pick<TrialCloud, 'start'>;
  /** But for the profiles, which are those of the moment. */
  readonly checkUp: Omit<CheckUpParts, 'profiles' | 'ledger'>;
};

const call = implement(contract).$context<WindowContext>().use(failuresAsData);

export const settingsRouter = {
  checkUp: call.checkUp.handler(async ({ context, signal }) => {
    // It tries profiles, so the vendors' code comes with it.
    const { checkUp } = await import('../library/check-up.ts');
    const parts = { ...context.checkUp, ledger: context.ledger, profiles: context.settings.profiles() };
    return checkUp(parts, whileAsked(signal));
  }),
  diagnostics: call.diagnostics.handler(async ({ context, signal }) => {
    const { clock, settings, ledger } = context;
    const parts = { ...context.checkUp, ledger, profiles: settings.profiles(), settings: settings.all() };
    const { diagnostics } = await import('../library/diagnostics.ts');
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    return { fileName: `cloudroll-diagnostics-${day}.txt`, text: await diagnostics(parts, whileAsked(signal)) };
  }),
  places: call.places.handler(({ context: { home } }) => ({ home, log: logIn(home) })),
  showLog: call.showLog.handler(({ context: { home, fileDesk } }) => {
    (fileDesk ?? unknown('folder')).show(logIn(home));
    return {};
  }),
  drafts: {
    samples: call.drafts.samples.handler(({ context, input }) => sampleImages(context.ledger, input.profile)),
    rendition: call.drafts.rendition.handler(async ({ context, input, signal }) => {
      const { settings, draftPictures } = context;
      const profile = settings.profiles().find(({ name }) => name === input.profile) ?? unknown('profile');
      const asked = { profile, imageId: input.imageId, recipe: input.recipe };
      return (await draftRendition(context, asked, draftPictures.keep, whileAsked(signal))) ?? unknown('image');
    }),
    layout: call.drafts.layout.handler(({ context, input }) => draftLayout(context.ledger, input)),
  },
  trial: {
    begin: call.trial.begin.handler(async ({ context }) => {
      const { trial, settings, profileSaved } = context;
      const before = settings.profiles().find(({ name }) => name === trialProfile) ?? null;
      await settings.saveProfile(await trial.start(before), undefined);
      await profileSaved(trialProfile);
      return { profile: trialProfile };
    }),
  },
};

function logIn(home: AbsolutePath): AbsolutePath {
  return absolutePath(join(home, 'cloudroll.log'));
}

/** A call inside one process may come without a signal: then nobody ends it early. */
function whileAsked(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
