/** @file Opens the engine with everything a window asks of it; the same for the desktop and for `cloudroll serve`. */
import { join } from 'node:path';
import type { Drop } from '../../shared/folder.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Profile } from '../../shared/profile.ts';
import { trialProfile } from '../../shared/trial.ts';
import type { Surface } from '../../shared/window-settings.ts';
import { keySessions } from '../cloud/key-sessions.ts';
import type { KeysInUseParts } from '../cloud/keys-in-use.ts';
import type { SettingsStore } from '../cloud/settings.ts';
import { openClouds } from '../clouds.ts';
import { type Engine, type EngineOptions, openEngine } from '../engine.ts';
import { Failed } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import { absolutePath } from '../foundation/paths.ts';
import type { Work } from '../journey/schedule.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { dragFiles } from '../library/drag-files.ts';
import { issues } from '../library/issues.ts';
import { versionsHere } from '../library/versions-here.ts';
import { sessionKeychain } from '../secrets/session-keychain.ts';
import type { ActivityParts } from './activity.ts';
import { arrivalNews } from './arrival-news.ts';
import { budgetDesk } from './budget-desk.ts';
import { changes } from './changes.ts';
import { draftPictures } from './draft-pictures.ts';
import { drops } from './drops.ts';
import { envDesk } from './env-desk.ts';
import { folderOrders } from './folder-orders.ts';
import { inbox } from './inbox.ts';
import { incomingDesk } from './incoming-desk.ts';
import { type LiveSettings, liveSettings } from './live-settings.ts';
import { recordsDesk } from './records-desk.ts';
import { type Arrived, runMeter } from './run-meter.ts';
import { type TrialCloud, trialCloud } from './trial-cloud.ts';
import { verifyDesk } from './verify-desk.ts';
import type { WindowContext } from './window-router.ts';

export type ApiOptions = Omit<EngineOptions, 'profiles' | 'limits' | 'cost' | 'onArrival' | 'onBytes' | 'onChange'> & {
  readonly store: SettingsStore;
  /** What the environment gives, above the settings file. */
  readonly own: { readonly profile: Profile | null; readonly limits: Partial<Limits> };
  readonly surface: Omit<Surface, 'device'>;
  readonly canary: string;
  /** The system's trash. */
  readonly trash: WindowContext['trash'];
  /** Absent where the window is a browser's. */
  readonly fileDesk?: WindowContext['fileDesk'];
  /** Absent where there is no dialog. */
  readonly pick?: WindowContext['pick'];
};

export type Api = {
  readonly context: WindowContext;
  readonly engine: Engine;
  /** Has every folder of the ledger watched or scanned; once, when whatever must come before is done. */
  readonly begin: () => void;
  readonly close: () => Promise<void>;
};

/** Throws as openEngine and SettingsStore.read. Carries from the first moment; watches after `begin`. */
export async function openApi(options: ApiOptions): Promise<Api> {
  const { store, own, surface, canary, clock, home, log, environment, clients } = options;
  const trial = trialCloud(options);
  const keychain = sessionKeychain(trial.keychain);
  const sessions = keySessions(clock);
  const settings = await liveSettings({ store, keychain, own });
  await resumeTrial(trial, settings, log);
  const told = changes(clock);
  const movers = new Set<() => void>();
  const onMove: ActivityParts['onMove'] = (listener) => {
    movers.add(listener);
    return () => movers.delete(listener);
  };
  told.onTell(() => {
    for (const mover of movers) mover();
  });
  const meter = runMeter(clock, () => {
    for (const mover of movers) mover();
  });

  const news = arrivalNews(() => issues(engine.ledger, 1, null));
  const engineOptions: EngineOptions = {
    ...options,
    keychain,
    sessions,
    profiles: settings.profiles,
    limits: settings.limits,
    cost: settings.cost,
    onArrival: (work, arrival) => {
      meter.arrived(arrivedOf(engine.ledger, work), arrival);
      told.tell(...news(arrival));
      budgets.look();
    },
    onBytes: meter.sent,
    onChange: (what) => {
      if (what === 'folders') told.tell('folders');
      else if (what === 'queued') told.tell('status');
      else told.tell('images', 'issues', 'status');
      // A command beside us may have described an image.
      if (what === 'orders') records.nudge();
    },
  };
  const engine: Engine = await openOr(trial.close, () => openEngine(engineOptions));
  const { ledger, clouds, schedule, queue, closed } = engine;
  const keys: KeysInUseParts = {
    ...{ keychain, sessions, environment, clock },
    ...(clients === undefined ? {} : { clients }),
  };
  const trying = openClouds(settings.profiles, keys, clients, null, engine.meter.count);
  const putIn = inbox({ home, engine, clock });
  const ending = new AbortController();
  const verifying = verifyDesk({
    ...{ engine, home, clock, random: options.random, log, profiles: settings.profiles },
    every: () => settings.all().window.verifyEvery,
    onEnded: () => told.tell('images', 'issues'),
  });
  const incoming = incomingDesk({
    ...{ engine, inbox: putIn, home, clock, log, profiles: settings.profiles },
    onTaken: () => told.tell('images', 'status'),
  });
  const background: Promise<void>[] = [];
  const budgets = budgetDesk({ settings, ledger, clock, changes: told });
  const records = recordsDesk({ engine, settings, changes: told, clock, log, random: options.random, keys });
  const context: WindowContext = {
    ledger,
    records,
    queue,
    closed,
    unwritable: schedule.unwritable,
    budgets,
    envFiles: envDesk(clock),
    clouds,
    clock,
    engine,
    settings,
    canary,
    trash: options.trash,
    fileDesk: options.fileDesk ?? null,
    dragFiles:
      options.fileDesk == null
        ? null
        : dragFiles({ ...engine.parts, cloud: clouds.open }, absolutePath(join(home, 'dragged'))),
    device: options.device,
    surface: { ...surface, device: options.device },
    changes: told,
    activity: { engine, clock, meter, onMove },
    folders: folderOrders({ engine, clock, log, ownFolders: [home, ...options.ownFolders] }),
    drops: drops(clock),
    inbox: putIn,
    verifying,
    incoming,
    pick: options.pick ?? (async (): Promise<Drop | null> => null),
    openForTest: trying.open,
    keys,
    random: options.random,
    home,
    resizer: engine.parts.resizer,
    draftPictures: draftPictures(clock),
    trial,
    checkUp: {
      home,
      keychain,
      environment,
      clock,
      canary,
      resizer: engine.parts.resizer,
      open: trying.open,
      versions: versionsHere(surface.version),
    },
    profileSaved: async (name) => {
      // What held it up may just have been mended.
      await ledger.commit(() => ledger.tries.holds(name, clock.now()));
      schedule.nudge();
      records.nudge();
      told.tell('profiles', 'issues', 'status');
    },
  };
  return {
    context,
    engine,
    begin: () => {
      // What was dropped before has its folder watched already, and what that has seen is on its way.
      const rest = ledger.folders.all().filter(({ id, watched }) => watched && !engine.watching.isWatching(id));
      for (const folder of rest) engine.watch(folder, true);
      records.begin();
      background.push(
        verifying.keepTime(ending.signal),
        incoming.keepLooking(ending.signal),
        budgets.keepLooking(ending.signal),
      );
    },
    close: async () => {
      await records.close();
      ending.abort();
      await Promise.all(background);
      trying.close();
      await engine.close();
      await trial.close();
    },
  };
}

/** Whoever else has the ledger, what was opened before it is closed again. */
async function openOr<Opened>(close: () => Promise<void>, open: () => Opened): Promise<Opened> {
  try {
    return open();
  } catch (error) {
    await close();
    throw error;
  }
}

/** A trial that does not start holds up nothing else: its profile is offline, and the log says why. */
async function resumeTrial(trial: TrialCloud, settings: LiveSettings, log: Log): Promise<void> {
  const profile = settings.profiles().find(({ name }) => name === trialProfile);
  if (profile === undefined) return;
  try {
    await settings.saveProfile(await trial.start(profile), undefined);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    log.error('The cloud on this computer did not start', { error });
  }
}

/** Its name for a person and the bytes of its original, whichever the schedule had in hand. */
function arrivedOf(ledger: Ledger, work: Work): Arrived {
  if (work.kind === 'image') {
    return { path: work.image.fileName, size: ledger.images.find(work.image.imageId)?.size ?? 0 };
  }
  const { folderId, directory, name, identity } = work.file;
  return { path: join(ledger.folders.byId(folderId)?.path ?? '', directory, name), size: identity.size };
}
