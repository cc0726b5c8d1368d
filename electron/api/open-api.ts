/** @file Opens the engine with everything a window asks of it; the same for the desktop and for `cloudroll serve`. */
import { join } from 'node:path';
import type { Drop } from '../../shared/folder.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Surface } from '../../shared/window-settings.ts';
import type { SettingsStore } from '../cloud/settings.ts';
import { openClouds } from '../clouds.ts';
import { type Engine, type EngineOptions, openEngine } from '../engine.ts';
import type { Work } from '../journey/schedule.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { ActivityParts } from './activity.ts';
import { changes } from './changes.ts';
import { drops } from './drops.ts';
import { folderOrders } from './folder-orders.ts';
import { inbox } from './inbox.ts';
import { liveSettings } from './live-settings.ts';
import { type Arrived, runMeter } from './run-meter.ts';
import type { WindowContext } from './window-router.ts';

export type ApiOptions = Omit<EngineOptions, 'profiles' | 'limits' | 'onArrival' | 'onBytes' | 'onChange'> & {
  readonly store: SettingsStore;
  /** What the environment gives, above the settings file. */
  readonly own: { readonly profile: Profile | null; readonly limits: Partial<Limits> };
  readonly surface: Omit<Surface, 'device'>;
  readonly canary: string;
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
  const { store, own, surface, canary, clock, keychain, home, log, environment, clients } = options;
  const settings = await liveSettings({ store, keychain, own });
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

  const engine = openEngine({
    ...options,
    profiles: settings.profiles,
    limits: settings.limits,
    onArrival: (work, arrival) => {
      meter.arrived(arrivedOf(engine.ledger, work), arrival);
      const isQuiet = arrival.kind === 'stored' || arrival.kind === 'already' || arrival.kind === 'stopped';
      if (isQuiet) told.tell('images', 'status');
      else told.tell('images', 'status', 'issues');
    },
    onBytes: meter.sent,
    onChange: (what) => {
      if (what === 'folders') told.tell('folders');
      else if (what === 'queued') told.tell('status');
      else told.tell('images', 'issues', 'status');
    },
  });
  const { ledger, clouds, schedule, queue, closed } = engine;
  const trying = openClouds(settings.profiles, { keychain, environment, clock }, clients);
  const context: WindowContext = {
    ledger,
    queue,
    closed,
    clouds,
    clock,
    engine,
    settings,
    canary,
    device: options.device,
    surface: { ...surface, device: options.device },
    changes: told,
    activity: { engine, clock, meter, onMove },
    folders: folderOrders({ engine, clock, log, ownFolders: [home, ...options.ownFolders] }),
    drops: drops(clock),
    inbox: inbox({ home, engine, clock }),
    pick: options.pick ?? (async (): Promise<Drop | null> => null),
    openForTest: trying.open,
    profileSaved: async (name) => {
      // What held it up may just have been mended.
      await ledger.commit(() => ledger.tries.holds(name, clock.now()));
      schedule.nudge();
      told.tell('profiles', 'issues', 'status');
    },
  };
  return {
    context,
    engine,
    begin: () => {
      for (const folder of ledger.folders.all()) if (folder.watched) engine.watch(folder, true);
    },
    close: async () => {
      trying.close();
      await engine.close();
    },
  };
}

/** Its name for a person and the bytes of its original, whichever the schedule had in hand. */
function arrivedOf(ledger: Ledger, work: Work): Arrived {
  if (work.kind === 'image') {
    return { path: work.image.fileName, size: ledger.images.find(work.image.imageId)?.size ?? 0 };
  }
  const { folderId, directory, name, identity } = work.file;
  return { path: join(ledger.folders.byId(folderId)?.path ?? '', directory, name), size: identity.size };
}
