/** @file Our side of shared/cloud-contract: keys, endpoints and what was there before; each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { KeysInUse, NewKeys } from '../../shared/credentials.ts';
import type { Profile } from '../../shared/profile.ts';
import type { KeptKeys } from '../cloud/credentials.ts';
import { detectCredentials } from '../cloud/detect-credentials.ts';
import { envFileOf, type ReadEnvFile, readEnvFile, removeKeysFrom } from '../cloud/env-file.ts';
import { badSettings } from '../cloud/home.ts';
import { type KeysInUseParts, keysInUse, tryNewKeys } from '../cloud/keys-in-use.ts';
import { signIn } from '../cloud/profile-keys.ts';
import { Failed } from '../foundation/failed.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { lookAtBuckets } from '../library/adopt-bucket.ts';
import { adoptedProfile, lookAtProfileTable } from '../library/adopt-table.ts';
import { type ImportParts, importFindings, importImages } from '../library/import/import-images.ts';
import { folderMove } from '../library/move-folder.ts';
import { openOwnCloud } from '../library/own-cloud/own-cloud.ts';
import { failuresAsData, unknown } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { BudgetDesk } from './budget-desk.ts';
import { cloudPlace } from './cloud-place.ts';
import { costRouter } from './cost-router.ts';
import type { EnvDesk } from './env-desk.ts';
import { ownCloudRouter } from './own-cloud-router.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type CloudContext = {
  readonly home: AbsolutePath;
  readonly keys: KeysInUseParts;
  readonly budgets: BudgetDesk;
  /** What browsers handed over; on the desktop files are drops. */
  readonly envFiles: EnvDesk;
  /** In [0, 1). */
  readonly random: () => number;
};

const call = implement(contract).$context<WindowContext>().use(failuresAsData).cloud;

export const cloudRouter = {
  detectedProfiles: call.detectedProfiles.handler(({ context: { keys } }) =>
    detectCredentials(keys.environment, keys.keychain),
  ),
  identity: call.identity.handler(({ context, input, signal }) =>
    keysInUse(named(context, input.profile), context.keys, whileAsked(signal)),
  ),
  signIn: call.signIn.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    await signIn(profile, context.keys, input.code, whileAsked(signal));
    await context.profileSaved(profile.name);
    return keysInUse(profile, context.keys, whileAsked(signal));
  }),
  rotateKeys: call.rotateKeys.handler(({ context, input, signal }) =>
    rotate(context, named(context, input.profile), input.keys, whileAsked(signal)),
  ),
  readEnvFile: call.readEnvFile.handler(async ({ context, input }) => (await envFile(context, input.token)).told),
  importEnvFile: call.importEnvFile.handler(async ({ context, input }) => {
    const { keys } = await envFile(context, input.token);
    if (keys === null) throw new Failed({ ...badSettings('.env'), detail: 'no key in it' });
    await keep(context, input.profile, keys, input.forSession);
    const isHanded = context.envFiles.find(input.token) !== null;
    if (input.removeKeys && !isHanded) await removeKeysFrom(fileOf(context, input.token));
    context.envFiles.forget(input.token);
    return {};
  }),
  defaultProfile: call.defaultProfile.handler(({ context }) => ({ profile: context.settings.defaultProfile() })),
  setDefaultProfile: call.setDefaultProfile.handler(async ({ context, input: { profile } }) => {
    await context.settings.setDefaultProfile(profile === null ? null : named(context, profile).name);
    context.changes.tell('profiles');
    return {};
  }),

  ...cloudPlace,
  ...ownCloudRouter,
  ...costRouter,

  lookAtBucket: call.lookAtBucket.handler(async ({ context, input, signal }) => {
    const cloud = openOwnCloud(named(context, input.profile), context.keys);
    return lookAtBuckets(cloud, whileAsked(signal)).finally(cloud.close);
  }),
  lookAtTable: call.lookAtTable.handler(async ({ context, input, signal }) =>
    lookAtProfileTable(await context.openForTest(named(context, input.profile).name), whileAsked(signal)),
  ),
  adoptTable: call.adoptTable.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    const look = await lookAtProfileTable(await context.openForTest(profile.name), whileAsked(signal));
    await context.settings.saveProfile(adoptedProfile(profile, look), undefined);
    await context.profileSaved(profile.name);
    return look;
  }),
  importFindings: call.importFindings.handler(async ({ context, input, signal }) =>
    importFindings(await importParts(context, input.profile), whileAsked(signal)),
  ),
  importImages: call.importImages.handler(async function* ({ context, input, signal }) {
    for await (const progress of importImages(await importParts(context, input.profile), whileAsked(signal))) {
      yield progress;
      if (progress.phase === 'ended') context.changes.tell('images', 'status');
    }
  }),

  folderMove: call.folderMove.handler(({ context, input }) => {
    const folder = context.ledger.folders.byId(input.id) ?? unknown('folder');
    return folderMove(context.ledger, folder, named(context, input.profile).name);
  }),
  moveFolder: call.moveFolder.handler(async ({ context, input }) => {
    const moved = await context.folders.move(input.id, named(context, input.profile).name);
    context.changes.tell('folders', 'images', 'status');
    return moved ?? unknown('folder');
  }),
};

/** One that a browser handed over, or of a real drop. */
async function envFile(context: WindowContext, token: string): Promise<ReadEnvFile> {
  const text = context.envFiles.find(token);
  return text === null ? readEnvFile(fileOf(context, token)) : envFileOf(text, '.env');
}

/** A file of a real drop; the first, where there are more. */
function fileOf({ drops }: WindowContext, token: string): AbsolutePath {
  return drops.find(token)?.files[0] ?? unknown('drop');
}

async function rotate(
  context: WindowContext,
  profile: Profile,
  { forSession = false, ...keys }: NewKeys,
  signal: AbortSignal,
): Promise<KeysInUse> {
  await tryNewKeys(profile, keys, context.keys, signal);
  await keep(context, profile, keys, forSession);
  return keysInUse(named(context, profile.name), context.keys, signal);
}

async function keep(context: WindowContext, profile: Profile, keys: KeptKeys, forSession: boolean): Promise<void> {
  await context.settings.saveProfile(profile, { ...keys, keptAt: context.clock.now() }, forSession);
  // A session was opened with the keys before.
  context.keys.sessions?.close(profile);
  await context.profileSaved(profile.name);
}

async function importParts(context: WindowContext, profile: string): Promise<ImportParts> {
  const { ledger, home, clock, random } = context;
  const cloud = await context.openForTest(named(context, profile).name);
  return { ledger, home, cloud, patience: { clock, random } };
}
