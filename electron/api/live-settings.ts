/** @file The settings as they are now, for an engine that runs on while a window changes them; secrets go to the keychain. */
import type { CostSettings } from '../../shared/cost.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Settings, SettingsChange, WindowSettings } from '../../shared/window-settings.ts';
import { type KeptKeys, keepKeys } from '../cloud/credentials.ts';
import { badSettings } from '../cloud/home.ts';
import type { SettingsStore } from '../cloud/settings.ts';
import { Failed } from '../foundation/failed.ts';
import { templateFault } from '../journey/upload/object-key.ts';
import type { SessionKeychain } from '../secrets/session-keychain.ts';

export type LiveSettings = {
  /** The same objects as long as nothing changed. */
  readonly profiles: () => readonly Profile[];
  /** False for the one that the environment gives. */
  readonly isEditable: (name: string) => boolean;
  readonly limits: () => Limits;
  /** The same object as long as nothing changed. */
  readonly cost: () => CostSettings;
  /** On the disk, and in force, when it resolves. */
  readonly saveCost: (alter: (before: CostSettings) => CostSettings) => Promise<void>;
  readonly all: () => Settings;
  /** On the disk, and in force, when it resolves; answers what holds then. */
  readonly change: (change: SettingsChange) => Promise<Settings>;
  /**
   * The keys first, so that a locked keychain changes nothing; `forSession` asks for none. Throws Failed `bad-settings`, or
   * what the keychain throws.
   */
  readonly saveProfile: (profile: Profile, keys: KeptKeys | undefined, forSession?: boolean) => Promise<void>;
  /** For whatever names none; null for no preference. */
  readonly defaultProfile: () => string | null;
  readonly setDefaultProfile: (name: string | null) => Promise<void>;
  /** False when there was none of that name. */
  readonly removeProfile: (name: string) => Promise<boolean>;
};

export type LiveSettingsParts = {
  readonly store: SettingsStore;
  readonly keychain: SessionKeychain;
  /** What the environment gives, above the file. */
  readonly own: { readonly profile: Profile | null; readonly limits: Partial<Limits> };
};

export async function liveSettings({ store, keychain, own }: LiveSettingsParts): Promise<LiveSettings> {
  const kept = await store.read();
  let profiles: readonly Profile[] = kept.profiles;
  let all: readonly Profile[] = [];
  let limits: Limits = kept.limits;
  let effective: Limits = limits;
  let window: WindowSettings = kept.window;
  let cost = kept.cost;
  let defaultProfile = kept.defaultProfile;
  const settle = (): void => {
    all = own.profile === null ? profiles : [own.profile, ...profiles];
    effective = { ...limits, ...own.limits };
  };
  settle();

  return {
    profiles: () => all,
    isEditable: (name) => name !== own.profile?.name,
    limits: () => effective,
    cost: () => cost,
    saveCost: inTurn(async (alter) => {
      const next = alter(cost);
      await store.saveCost(next);
      cost = next;
    }),
    all: () => ({ limits: effective, window }),
    change: inTurn(async (change) => {
      if (change.limits !== undefined) {
        const next = { ...limits, ...present(change.limits) };
        await store.saveLimits(next);
        limits = next;
      }
      if (change.window !== undefined) {
        const { notifications, ...rest } = change.window;
        const next = {
          ...window,
          ...present(rest),
          notifications: { ...window.notifications, ...present(notifications ?? {}) },
        };
        await store.saveWindow(next);
        window = next;
      }
      settle();
      return { limits: effective, window };
    }),
    saveProfile: async (asked, keys, forSession = false) => {
      if (asked.name === own.profile?.name) throw unusable(asked, 'is given by the environment');
      const fault = templateFault(asked.originalKey, 'original') ?? templateFault(asked.renditionKey, 'rendition');
      if (fault !== null) throw unusable(asked, fault);
      const account = `profile:${asked.name}`;
      const profile: Profile = keys === undefined ? asked : { ...asked, credentials: { kind: 'keychain', account } };
      if (profile.credentials.kind === 'keychain' && profile.credentials.account !== account) {
        throw unusable(asked, 'credentials');
      }
      if (keys !== undefined) await keepKeys(forSession ? { keep: keychain.keepForSession } : keychain, account, keys);
      await store.saveProfile(profile);
      profiles = [...profiles.filter(({ name }) => name !== profile.name), profile];
      settle();
    },
    defaultProfile: () => (all.some(({ name }) => name === defaultProfile) ? defaultProfile : null),
    setDefaultProfile: async (name) => {
      await store.saveDefaultProfile(name);
      defaultProfile = name;
    },
    removeProfile: async (name) => {
      const there = await store.removeProfile(name);
      if (!there) return false;
      profiles = profiles.filter((profile) => profile.name !== name);
      settle();
      await keychain.forget(`profile:${name}`);
      return true;
    },
  };
}

/** One after the other: each begins from what the one before has kept. */
function inTurn<In, Out>(deed: (given: In) => Promise<Out>): (given: In) => Promise<Out> {
  let turn: Promise<unknown> = Promise.resolve();
  return (given) => {
    const done = turn.then(() => deed(given));
    turn = done.catch(() => undefined);
    return done;
  };
}

function unusable({ name }: Profile, detail: string): Failed {
  return new Failed({ ...badSettings(`profile ${name}`), detail });
}

/** Without what is undefined, which a change does not name. */
function present<T extends object>(change: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  // The filter is what the type says.
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}
