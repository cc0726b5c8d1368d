/** @file Our side of the whole of shared/contract, for a window: each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Drop } from '../../shared/folder.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Surface } from '../../shared/window-settings.ts';
import type { Clouds } from '../clouds.ts';
import type { Cloud } from '../journey/journey.ts';
import { foldersInFull } from '../library/folder-counts.ts';
import { imageInFull } from '../library/image-in-full.ts';
import { type ActivityParts, activityFeed } from './activity.ts';
import { failuresAsData, unknown } from './answering.ts';
import type { Changes } from './changes.ts';
import type { CloudContext } from './cloud-router.ts';
import type { Dropped, Drops } from './drops.ts';
import type { FilesContext } from './files-router.ts';
import type { FolderOrders } from './folder-orders.ts';
import { downloadLink, type LinkParts, uploadLink } from './image-links.ts';
import type { Inbox } from './inbox.ts';
import type { KeepingContext } from './keeping-router.ts';
import { libraryRouter } from './library-router.ts';
import type { LiveSettings } from './live-settings.ts';
import type { OwnCloudContext } from './own-cloud-router.ts';
import type { RecordsContext } from './records-router.ts';
import { type RouterContext, router } from './router.ts';
import { type SettingsContext, settingsRouter } from './settings-router.ts';
import type { ShareContext } from './share-router.ts';

export type WindowContext = RouterContext &
  CloudContext &
  FilesContext &
  OwnCloudContext &
  KeepingContext &
  RecordsContext &
  SettingsContext &
  ShareContext &
  Omit<LinkParts, 'ledger' | 'clouds'> &
  Pick<ActivityParts, 'engine'> & {
    readonly clouds: Pick<Clouds, 'open' | 'links'>;
    readonly surface: Surface;
    readonly settings: LiveSettings;
    readonly changes: Changes;
    readonly activity: ActivityParts;
    readonly folders: FolderOrders;
    readonly drops: Drops;
    readonly inbox: Inbox;
    /** The system's dialog; null where there is none, or nothing was picked. */
    readonly pick: (kind: 'files' | 'folder') => Promise<Drop | null>;
    /** Makes the canary of a permission test unlike that of any other computer. */
    readonly canary: string;
    readonly profileSaved: (name: string) => Promise<void>;
    /** A cloud of its own, that no pause or limit holds up. */
    readonly openForTest: (profile: string) => Promise<Cloud>;
  };

const call = implement(contract).$context<WindowContext>().use(failuresAsData);

export const windowRouter = call.router({
  ...router,
  // With it comes the vendors' code, and the first rows wait for none of that.
  cloud: call.cloud.lazy(async () => ({ default: (await import('./cloud-router.ts')).cloudRouter })),
  ...settingsRouter,
  library: libraryRouter,
  surface: call.surface.handler(({ context }) => context.surface),
  changes: call.changes.handler(({ context, signal }) => context.changes.listen(whileAsked(signal))),
  activity: call.activity.handler(({ context, signal }) => activityFeed(context.activity, whileAsked(signal))),
  images: {
    ...router.images,
    find: call.images.find.handler(
      ({ context, input }) => imageInFull(context.ledger, input, profileIn(context, input.profile)) ?? unknown('image'),
    ),
    downloadLink: call.images.downloadLink.handler(
      async ({ context, input: { rendition, ...key }, signal }) =>
        (await downloadLink(context, key, rendition, whileAsked(signal))) ?? unknown('rendition'),
    ),
    uploadLink: call.images.uploadLink.handler(({ context, input: { profile, ...asked } }) =>
      uploadLink(context, profileIn(context, profile) ?? unknown('profile'), asked),
    ),
  },
  folders: {
    list: call.folders.list.handler(({ context }) => foldersInFull(context.ledger)),
    add: call.folders.add.handler(async ({ context, input: { token, ...folder } }) => {
      if (profileIn(context, folder.profile) === null) unknown('profile');
      const ids: number[] = [];
      for (const path of dropIn(context, token).folders) ids.push(await context.folders.add(path, folder));
      context.changes.tell('folders');
      return { ids };
    }),
    remove: call.folders.remove.handler(async ({ context, input }) => {
      if (!(await context.folders.remove(input.id))) unknown('folder');
      context.changes.tell('folders', 'issues', 'status');
      return {};
    }),
    rescan: call.folders.rescan.handler(({ context, input }) =>
      context.folders.rescan(input.id) ? {} : unknown('folder'),
    ),
    setRules: call.folders.setRules.handler(async ({ context, input: { id, ...rules } }) => {
      if (!(await context.folders.setRules(id, rules))) unknown('folder');
      context.changes.tell('folders');
      return {};
    }),
    preview: call.folders.preview.handler(({ context, input: { of, ...rules }, signal }) => {
      const path = 'id' in of ? context.ledger.folders.byId(of.id)?.path : dropIn(context, of.token).folders[0];
      return context.folders.preview(path ?? unknown('folder'), rules, whileAsked(signal));
    }),
  },
  drops: {
    pick: call.drops.pick.handler(({ context, input }) => context.pick(input.kind)),
    look: call.drops.look.handler(({ context, input }) => dropIn(context, input.token).drop),
    carry: call.drops.carry.handler(async ({ context, input }) => {
      const profile = profileIn(context, input.profile) ?? unknown('profile');
      const { files } = dropIn(context, input.token);
      for (const path of files) await context.inbox.copy(profile, path);
      return { files: files.length };
    }),
  },
  settings: {
    get: call.settings.get.handler(({ context }) => context.settings.all()),
    set: call.settings.set.handler(async ({ context, input }) => {
      const now = await context.settings.change(input);
      context.changes.tell('settings', 'status');
      context.engine.schedule.nudge();
      return now;
    }),
  },
  profiles: {
    list: call.profiles.list.handler(({ context: { settings } }) =>
      settings.profiles().map((profile) => ({ profile, editable: settings.isEditable(profile.name) })),
    ),
    save: call.profiles.save.handler(async ({ context, input }) => {
      const { profile, keys } = input;
      const kept = keys === undefined ? undefined : { ...keys, keptAt: context.clock.now() };
      await context.settings.saveProfile(profile, kept, keys?.forSession);
      await context.profileSaved(input.profile.name);
      return {};
    }),
    remove: call.profiles.remove.handler(async ({ context, input }) => {
      if (!(await context.settings.removeProfile(input.name))) unknown('profile');
      context.changes.tell('profiles', 'issues');
      return {};
    }),
    test: call.profiles.test.handler(async ({ context, input, signal }) => {
      if (profileIn(context, input.name) === null) unknown('profile');
      const { checkProfile } = await import('../journey/check-profile.ts');
      return checkProfile(await context.openForTest(input.name), context.canary, whileAsked(signal));
    }),
  },
});

function profileIn({ settings }: WindowContext, name: string): Profile | null {
  return settings.profiles().find((profile) => profile.name === name) ?? null;
}

function dropIn({ drops }: WindowContext, token: string): Dropped {
  return drops.find(token) ?? unknown('drop');
}

/** A call inside one process may come without a signal: then nobody ends it early. */
function whileAsked(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
