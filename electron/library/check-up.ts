/** @file The check-up: looks once at everything that carrying stands on, on this computer and for each profile. */
import { statfs } from 'node:fs/promises';
import type { CheckUp } from '../../shared/check-up.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Profile } from '../../shared/profile.ts';
import type { CheckResult } from '../../shared/profile-check.ts';
import { clockAhead } from '../cloud/clock-ahead.ts';
import { type CredentialParts, credentialsFor } from '../cloud/credentials.ts';
import type { Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { checkProfile } from '../journey/check-profile.ts';
import type { Cloud } from '../journey/journey.ts';
import type { ImageResizer } from '../journey/resize/image-resizer.ts';
import { PixelsEnded } from '../journey/resize/pixel-process.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { checkLedger } from './check-ledger.ts';

/** Bytes. Below the first there is soon no room for what is being read; below the second the ledger itself is in danger. */
const littleSpace = 2 * 1024 ** 3;
const noSpace = 200 * 1024 ** 2;

/** AWS refuses a signature that is 15 minutes off, some stores one of 5. */
const clockNoted: Milliseconds = 60_000;
const clockRefused: Milliseconds = 5 * 60_000;

export type CheckUpParts = CredentialParts & {
  readonly home: AbsolutePath;
  readonly versions: Record<string, string>;
  /** Null where there is none yet. */
  readonly ledger: Pick<Ledger, 'database' | 'folders'> | null;
  readonly resizer: Pick<ImageResizer, 'engine'>;
  readonly profiles: readonly Profile[];
  /** A cloud that no pause or limit holds up. */
  readonly open: (profile: string) => Promise<Cloud>;
  /** Makes the permission test's canary unlike that of any other computer. */
  readonly canary: string;
};

/** One by one, as they end. What fails as can be expected is an outcome; a fault of ours rises. Nothing stays behind. */
export async function* checkUp(parts: CheckUpParts, signal: AbortSignal): AsyncGenerator<CheckUp, void> {
  yield { check: 'versions', outcome: 'good', versions: parts.versions };
  yield await pixels(parts);
  yield await checkLedger(parts.ledger?.database ?? null, parts.clock, signal);
  yield await disk(parts);
  yield await keychain(parts);
  yield folders(parts);
  for (const profile of parts.profiles) {
    signal.throwIfAborted();
    const keys = await outcomeOf(credentialsFor(profile.credentials, parts));
    yield { check: 'keys', profile: profile.name, outcome: keys === null ? 'good' : 'bad', failure: keys };
    yield await clock(parts, profile, signal);
    yield await permissions(parts, profile, keys === null, signal);
  }
}

async function pixels({ resizer }: CheckUpParts): Promise<CheckUp> {
  try {
    const engine = await resizer.engine();
    return { check: 'pixels', outcome: engine === 'webassembly' ? 'warning' : 'good', engine };
  } catch (error) {
    if (!(error instanceof PixelsEnded)) throw error;
    return { check: 'pixels', outcome: 'bad', engine: null };
  }
}

async function disk({ home }: CheckUpParts): Promise<CheckUp> {
  // A home on something that does not say how full it is.
  const space = await statfs(home).catch(() => null);
  if (space === null) return { check: 'disk', outcome: 'skipped', free: null };
  const free = space.bavail * space.bsize;
  return { check: 'disk', outcome: free < noSpace ? 'bad' : free < littleSpace ? 'warning' : 'good', free };
}

/** Kept, read and taken away again: some keychains can only do the second. */
async function keychain(parts: CheckUpParts): Promise<CheckUp> {
  const account = `check-up:${parts.canary}`;
  const failure = await outcomeOf(async () => {
    await parts.keychain.keep(account, 'check-up');
    await parts.keychain.read(account);
    await parts.keychain.forget(account);
  });
  const isNeeded = parts.profiles.some(({ credentials }) => credentials.kind === 'keychain');
  return { check: 'keychain', outcome: failure === null ? 'good' : isNeeded ? 'bad' : 'warning', failure };
}

function folders({ ledger }: CheckUpParts): CheckUp {
  const watched = (ledger?.folders.all() ?? []).filter((folder) => folder.watched);
  const notReachable = watched.filter(({ state }) => state === 'not-reachable').map(({ path }) => path);
  const outcome = watched.length === 0 ? 'skipped' : notReachable.length === 0 ? 'good' : 'warning';
  return { check: 'folders', outcome, watched: watched.length, notReachable };
}

async function clock(parts: CheckUpParts, profile: Profile, signal: AbortSignal): Promise<CheckUp> {
  const of = { check: 'clock', profile: profile.name } as const;
  try {
    const ahead = await clockAhead(profile, parts.clock, signal);
    const off = Math.abs(ahead ?? 0);
    const outcome = ahead === null ? 'skipped' : off > clockRefused ? 'bad' : off > clockNoted ? 'warning' : 'good';
    return { ...of, outcome, ahead, failure: null };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { ...of, outcome: 'bad', ahead: null, failure: error.failure };
  }
}

async function permissions(
  parts: CheckUpParts,
  profile: Profile,
  hasKeys: boolean,
  signal: AbortSignal,
): Promise<CheckUp> {
  const of = { check: 'permissions', profile: profile.name } as const;
  if (!hasKeys) return { ...of, outcome: 'skipped', missing: [], failure: null };
  const failures: Extract<CheckResult, { outcome: 'failed' }>[] = [];
  const couldNotBegin = await outcomeOf(async () => {
    for await (const result of checkProfile(await parts.open(profile.name), parts.canary, signal)) {
      if (result.outcome === 'failed') failures.push(result);
    }
  });
  const failure = couldNotBegin ?? failures[0]?.failure ?? null;
  const missing = failures.map(({ check }) => check);
  return { ...of, outcome: failure === null ? 'good' : 'bad', missing, failure };
}

/** Null: it went well. */
async function outcomeOf(deed: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await deed();
    return null;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return error.failure;
  }
}
