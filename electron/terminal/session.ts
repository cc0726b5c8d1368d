/** @file What every command that carries images opens first: home, profile, log, engine; terminal. */
import { join } from 'node:path';
import type { CostSettings } from '../../shared/cost.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Profile } from '../../shared/profile.ts';
import { type Environment, textOf } from '../cloud/environment.ts';
import { profileFromEnvironment } from '../cloud/environment-profile.ts';
import { badSettings, type Device, makeHome, thisDevice } from '../cloud/home.ts';
import { homeFolder } from '../cloud/home-folder.ts';
import { keySessions } from '../cloud/key-sessions.ts';
import { type KeyParts, mfaDevice, openKeys } from '../cloud/profile-keys.ts';
import { type SettingsStore, settingsStore } from '../cloud/settings.ts';
import { type Engine, openEngine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import { crashAt, noCrash, type Reached } from '../foundation/crash-point.ts';
import { Failed } from '../foundation/failed.ts';
import { fileLog, type Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { Arrival } from '../journey/journey.ts';
import type { StartPixels } from '../journey/resize/pixel-port.ts';
import type { Work } from '../journey/schedule.ts';
import type { LaunchWatching } from '../journey/watch/watching-process.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { keysForRun } from './keys-for-run.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { type AskedLimits, limitsOfEnvironment } from './limits-asked.ts';
import { rebuildLostLedger } from './rebuild-lost-ledger.ts';

/** The terminal's own surroundings, handed in by the entry file and by tests. */
export type Surroundings = {
  readonly environment: Environment;
  /** What relative paths are relative to. */
  readonly workingFolder: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly keychain: Keychain;
  readonly launchWatching: LaunchWatching;
  readonly startPixels: StartPixels;
  readonly readingEntry: URL;
  /** Standard output and error, line by line. */
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** True when a person watches standard output. */
  readonly isLive: boolean;
  /** Aborts on Ctrl+C and on a termination signal. */
  readonly interrupted: AbortSignal;
  /** The built window, for `serve`; absent: a plain page. */
  readonly window?: AbsolutePath;
};

export type Home = {
  readonly folder: AbsolutePath;
  readonly settings: SettingsStore;
  readonly profiles: readonly Profile[];
  /** The one for whatever names none; null for no preference. */
  readonly defaultProfile: string | null;
  /** Of the settings file, under those of the environment. */
  readonly limits: Limits;
  readonly cost: CostSettings;
  readonly log: Log;
};

/** Makes the home where there is none. A settings file that was damaged is set aside, and that is said. */
export async function openHome(surroundings: Surroundings): Promise<Home> {
  const folder = homeFolder(surroundings.environment);
  await makeHome(folder);
  const settings = settingsStore(folder);
  const { profiles, defaultProfile, limits: kept, cost, setAside } = await settings.read();
  if (setAside !== undefined) {
    surroundings.complain(`The settings were damaged and are now at ${setAside}; add your profiles again.`);
  }
  const own = profileFromEnvironment(surroundings.environment);
  const limits = { ...kept, ...limitsOfEnvironment(surroundings.environment) };
  const log = fileLog(join(folder, 'cloudroll.log'));
  return {
    folder,
    settings,
    profiles: own === null ? profiles : [own, ...profiles],
    defaultProfile,
    limits,
    cost,
    log,
  };
}

/** What the keys of a profile are asked with; the code of an MFA device is asked of whoever sits there. */
export function keyPartsOf(surroundings: Surroundings): KeyParts {
  const { keychain, environment, clock, isLive } = surroundings;
  const askCode = async (device: string): Promise<string> => {
    const { terminalQuestions } = await import('./inquirer-questions.ts');
    return terminalQuestions.text(`Code of the MFA device ${device}`, undefined, (text) =>
      /^\d{6,8}$/.test(text) ? null : 'It takes the digits that the device shows.',
    );
  };
  return { keychain, environment, clock, sessions: keySessions(clock, isLive ? askCode : null) };
}

/**
 * The one asked for, else that of the environment, else the default, else the only one. Throws Failed `bad-settings` naming
 * what to do.
 */
export function chooseProfile(
  { profiles, defaultProfile }: Pick<Home, 'profiles' | 'defaultProfile'>,
  given: string | undefined,
): Profile {
  const hasDefault = profiles[0]?.name !== 'environment' && profiles.some(({ name }) => name === defaultProfile);
  const asked = given ?? (hasDefault ? (defaultProfile ?? undefined) : undefined);
  const found = asked === undefined ? profiles[0] : profiles.find((profile) => profile.name === asked);
  if (asked === undefined && profiles.length > 1 && profiles[0]?.name !== 'environment') {
    const names = profiles.map((profile) => profile.name).join(', ');
    throw new Failed({ ...badSettings('the choice of a profile'), detail: `use --profile with one of: ${names}` });
  }
  if (found !== undefined) return found;
  const detail =
    asked === undefined
      ? 'none yet: cloudroll profile add, or set CLOUDROLL_BUCKET and CLOUDROLL_TABLE'
      : 'none of that name';
  throw new Failed({ ...badSettings(asked === undefined ? 'a profile' : `profile ${asked}`), detail });
}

export type SessionOptions = {
  readonly home: Home;
  /** Of this run, above those of the home. */
  readonly limits?: AskedLimits;
  /** Milliseconds a file must rest. */
  readonly settleFor: number;
  readonly ownFolders?: readonly AbsolutePath[];
  readonly onArrival: (work: Work, arrival: Arrival) => void;
  readonly onBytes: (bytes: number) => void;
};

/** This computer, as records and objects show it. */
export function deviceLabel({ name, id }: Device): string {
  return `${name} ${id.slice(0, 8)}`;
}

/** Opens the engine on this home; a ledger that was damaged is set aside and rebuilt from the cloud, and that is said. */
export async function openSession(surroundings: Surroundings, options: SessionOptions): Promise<Engine> {
  const { home } = options;
  const device = await thisDevice(home.folder);
  const limits = { ...home.limits, ...options.limits };
  const keychain = await keychainForRun(surroundings, home);
  const keys = { ...keyPartsOf(surroundings), keychain };
  await askCodes(home, keys);
  const engine = openEngine({
    ...surroundings,
    keychain,
    sessions: keys.sessions,
    home: home.folder,
    log: home.log,
    reached: reachedFrom(surroundings.environment),
    profiles: () => home.profiles,
    device: deviceLabel(device),
    settleFor: options.settleFor,
    ownFolders: options.ownFolders ?? [],
    limits: () => limits,
    cost: () => home.cost,
    onArrival: options.onArrival,
    onBytes: options.onBytes,
    onUpgrade: sayUpgrade(surroundings),
  });
  await rebuildLostLedger(surroundings, home, engine);
  return engine;
}

async function keychainForRun({ keychain, isLive, complain }: Surroundings, { profiles }: Home): Promise<Keychain> {
  if (!isLive || profiles.every(({ credentials }) => credentials.kind !== 'keychain')) return keychain;
  const { terminalQuestions } = await import('./inquirer-questions.ts');
  return keysForRun(keychain, profiles, terminalQuestions, complain);
}

/** Before any step is shown, so that a question does not come between. A wrong code is asked for again when it is needed. */
async function askCodes({ profiles }: Home, keys: KeyParts): Promise<void> {
  if (keys.sessions?.askCode === null) return;
  for (const profile of profiles) {
    if ((await mfaDevice(profile, keys)) === null) continue;
    await openKeys(profile, keys).catch((error: unknown) => {
      if (!(error instanceof Failed)) throw error;
    });
  }
}

/** `CLOUDROLL_CRASH_AT=part-sent:2` ends the process there as kill -9 would, for the durability tests. */
export function reachedFrom(environment: Environment): Reached {
  const [point, nth] = (textOf(environment, 'CLOUDROLL_CRASH_AT') ?? '').split(':');
  return point === undefined || point === '' ? noCrash : crashAt(point, Number(nth ?? 1));
}
