/** @file The calls about what is made, allowed and taken away in a person's own cloud; part of cloud-router.ts. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Engine } from '../engine.ts';
import type { Carrying } from '../journey/journey.ts';
import { isPublished } from '../library/log/publishing.ts';
import { cleanUp } from '../library/own-cloud/clean-up.ts';
import { takeInventory } from '../library/own-cloud/inventory.ts';
import { ownAccount } from '../library/own-cloud/own-account.ts';
import { type OwnCloud, openOwnCloud } from '../library/own-cloud/own-cloud.ts';
import { policyDocuments } from '../library/own-cloud/policy-documents.ts';
import { applySetUp, previewSetUp } from '../library/own-cloud/set-up.ts';
import { failuresAsData } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type OwnCloudContext = { readonly engine: Pick<Engine, 'meter'> };

const call = implement(contract).$context<WindowContext>().use(failuresAsData).cloud;

export const ownCloudRouter = {
  setup: {
    preview: call.setup.preview.handler(async ({ context, input, signal }) => {
      const cloud = open(context, input.profile);
      try {
        return await previewSetUp(cloud, input.wish, whileAsked(signal));
      } finally {
        cloud.close();
      }
    }),
    apply: call.setup.apply.handler(async function* ({ context, input, signal }) {
      const cloud = open(context, input.profile);
      try {
        yield* applySetUp(cloud, input.wish, input.steps ?? null, whileAsked(signal));
      } finally {
        cloud.close();
        // What waited for a bucket or a table is tried at once.
        const { ledger, clock, engine, changes } = context;
        await ledger.commit(() => ledger.tries.holds(input.profile, clock.now()));
        engine.schedule.nudge();
        changes.tell('profiles', 'issues');
      }
    }),
  },
  policy: call.policy.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    const account = input.request.account ?? (await ownAccount(profile, context.keys, whileAsked(signal)));
    const metrics = input.request.metrics ?? isPublished(context.ledger, profile.name);
    return policyDocuments(profile, { ...input.request, metrics }, account);
  }),
  clean: {
    inventory: call.clean.inventory.handler(async function* ({ context, input, signal }) {
      const cloud = open(context, input.profile);
      try {
        yield* takeInventory({ cloud, ledger: context.ledger }, whileAsked(signal));
      } finally {
        cloud.close();
      }
    }),
    run: call.clean.run.handler(async function* ({ context, input, signal }) {
      const cloud = open(context, input.profile);
      try {
        const { ledger, engine } = context;
        const quiet = (): Promise<unknown> => carriedOut(engine.parts.carrying, input.profile);
        yield* cleanUp({ cloud, ledger, quiet }, input, whileAsked(signal));
      } finally {
        cloud.close();
        context.changes.tell('images', 'issues', 'status');
        context.engine.schedule.nudge();
      }
    }),
  },
};

/** Resolves when what is on its way to the profile has arrived, or failed. */
function carriedOut(carrying: ReadonlyMap<string, Carrying>, profile: string): Promise<unknown> {
  return Promise.all([...carrying.values()].flatMap(({ key, ended }) => (key.profile === profile ? [ended] : [])));
}

function open(context: WindowContext, profile: string): OwnCloud {
  return openOwnCloud(named(context, profile), context.keys);
}
