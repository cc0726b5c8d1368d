/** @file The profiles and limits of this computer, in `<home>/settings.json`; holds no secret. One instance for each process. */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { CostSettings } from '../../shared/cost.ts';
import { Limits } from '../../shared/limits.ts';
import { Profile } from '../../shared/profile.ts';
import { WindowSettings } from '../../shared/window-settings.ts';
import { Failed } from '../foundation/failed.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { badSettings, homeFailure, makeHome } from './home.ts';

/** Unknown fields stay where they are: a newer Cloudroll may have written them. */
const SettingsFile = z.looseObject({
  version: z.literal(1),
  profiles: z.array(Profile),
  defaultProfile: z.string().optional().catch(undefined),
  limits: z.unknown().optional(),
  window: z.unknown().optional(),
  cost: z.unknown().optional(),
});
type SettingsFile = z.infer<typeof SettingsFile>;
const NewerFile = z.looseObject({ version: z.number().int().min(2) });

export type Settings = {
  readonly profiles: readonly Profile[];
  /** For whatever names none; null for no preference. */
  readonly defaultProfile: string | null;
  readonly limits: Limits;
  /** Looks only: one that makes no sense is its default. */
  readonly window: WindowSettings;
  /** Prices and budgets. */
  readonly cost: CostSettings;
  /** Where a damaged file was put during this read, for the person to be told; else undefined. */
  readonly setAside: AbsolutePath | undefined;
};

export type SettingsStore = {
  /**
   * No file is no profiles and no limits. Throws Failed `bad-settings` when it cannot be read, a newer Cloudroll wrote it, or
   * a limit or a budget in it makes no sense: carrying on without it would not be what was asked for.
   */
  readonly read: () => Promise<Settings>;
  /** Adds it, or replaces the one of that name. On the disk when it resolves. */
  readonly saveProfile: (profile: Profile) => Promise<void>;
  /** On the disk when it resolves. */
  readonly saveDefaultProfile: (name: string | null) => Promise<void>;
  /** True when there was one. */
  readonly removeProfile: (name: string) => Promise<boolean>;
  /** On the disk when it resolves. */
  readonly saveLimits: (limits: Limits) => Promise<void>;
  /** On the disk when it resolves. */
  readonly saveCost: (cost: CostSettings) => Promise<void>;
  /** On the disk when it resolves. */
  readonly saveWindow: (window: WindowSettings) => Promise<void>;
};

export function settingsStore(home: AbsolutePath): SettingsStore {
  const path = join(home, 'settings.json');
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other, because each change reads, alters and writes. */
  function inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const done = turn.then(deed);
    turn = done.catch(() => undefined);
    return done;
  }

  async function change(alter: (file: SettingsFile) => Partial<SettingsFile>): Promise<void> {
    const { file } = await load(path);
    await makeHome(home);
    const text = `${JSON.stringify({ ...file, ...alter(file) }, null, 2)}\n`;
    await writeFileAtomic(path, text, { mode: 0o600 }).catch((error: unknown) => {
      throw homeFailure(error, path);
    });
  }

  return {
    read: () =>
      inTurn(async () => {
        const { file, setAside } = await load(path);
        const { profiles, defaultProfile = null } = file;
        return {
          profiles,
          defaultProfile,
          limits: limitsOf(file, path),
          window: windowOf(file),
          cost: costOf(file, path),
          setAside,
        };
      }),
    saveProfile: (profile) =>
      inTurn(() =>
        change(({ profiles }) => ({ profiles: [...profiles.filter(({ name }) => name !== profile.name), profile] })),
      ),
    saveDefaultProfile: (name) => inTurn(() => change(() => ({ defaultProfile: name ?? undefined }))),
    removeProfile: (name) =>
      inTurn(async () => {
        const { file } = await load(path);
        if (!file.profiles.some((profile) => profile.name === name)) return false;
        await change(({ profiles, defaultProfile }) => ({
          profiles: profiles.filter((profile) => profile.name !== name),
          defaultProfile: defaultProfile === name ? undefined : defaultProfile,
        }));
        return true;
      }),
    saveLimits: (limits) => inTurn(() => change(() => ({ limits }))),
    saveCost: (cost) => inTurn(() => change(() => ({ cost }))),
    saveWindow: (window) => inTurn(() => change(() => ({ window }))),
  };
}

type Loaded = { readonly file: SettingsFile; readonly setAside: AbsolutePath | undefined };

async function load(path: string): Promise<Loaded> {
  const empty: SettingsFile = { version: 1, profiles: [] };
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw homeFailure(error, path);
  });
  if (text === undefined) return { file: empty, setAside: undefined };
  const written = parseJson(text);
  if (NewerFile.safeParse(written).success) throw new Failed({ ...badSettings(path), detail: 'newer' });
  const parsed = SettingsFile.safeParse(written);
  if (parsed.success) return { file: parsed.data, setAside: undefined };
  return { file: empty, setAside: await putAside(path) };
}

function limitsOf(file: SettingsFile, path: string): Limits {
  const parsed = Limits.safeParse(file.limits ?? {});
  if (parsed.success) return parsed.data;
  const field = ['limits', ...(parsed.error.issues[0]?.path ?? [])].join('.');
  throw new Failed({ ...badSettings(path), detail: field });
}

function costOf(file: SettingsFile, path: string): CostSettings {
  const parsed = CostSettings.safeParse(file.cost ?? {});
  if (parsed.success) return parsed.data;
  const field = ['cost', ...(parsed.error.issues[0]?.path ?? [])].join('.');
  throw new Failed({ ...badSettings(path), detail: field });
}

function windowOf(file: SettingsFile): WindowSettings {
  return WindowSettings.safeParse(file.window ?? {}).data ?? WindowSettings.parse({});
}

/** Undefined for what is no JSON, as a scribbled-on file is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps it under the first free name beside it: a person may find in it what was lost. */
async function putAside(path: string): Promise<AbsolutePath> {
  for (let n = 1; ; n += 1) {
    const aside = absolutePath(path.replace(/settings\.json$/, `settings.damaged-${n}.json`));
    if (await isThere(aside)) continue;
    await rename(path, aside).catch((error: unknown) => {
      throw homeFailure(error, path);
    });
    return aside;
  }
}

async function isThere(path: string): Promise<boolean> {
  const found = await readFile(path).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw homeFailure(error, path);
  });
  return found !== undefined;
}
