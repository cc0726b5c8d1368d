/** @file `cloudroll profile who`, `detect`, `rotate` and `import`: the keys of a profile, asked about and replaced; terminal. */
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { DetectedCredentials, DetectedProfile, KeysInUse } from '../../shared/credentials.ts';
import { Profile } from '../../shared/profile.ts';
import { type KeptKeys, keepKeys } from '../cloud/credentials.ts';
import { detectCredentials } from '../cloud/detect-credentials.ts';
import { type ReadEnvFile, readEnvFile, removeKeysFrom } from '../cloud/env-file.ts';
import { badSettings } from '../cloud/home.ts';
import { accountOf, keysInUse, tryNewKeys } from '../cloud/keys-in-use.ts';
import { Failed } from '../foundation/failed.ts';
import { absolutePath } from '../foundation/paths.ts';
import { sessionKeychain } from '../secrets/session-keychain.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Questions, terminalQuestions } from './inquirer-questions.ts';
import { plural } from './measures.ts';
import { chooseProfile, type Home, keyPartsOf, openHome, type Surroundings } from './session.ts';

type Asked = { readonly json: boolean; readonly name?: string | undefined };

/** Whose keys open the profile and how old they are. */
export async function whoCommand(surroundings: Surroundings, { json, name }: Asked): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const profile = chooseProfile(await openHome(surroundings), name);
  const used = await keysInUse(profile, keysPartsOf(surroundings), interrupted);
  if (json) print(JSON.stringify({ profile: profile.name, ...used }));
  else for (const line of keyLines(profile.name, used, surroundings.clock.now())) print(line);
  return exitCode.done;
}

/** What this computer has that opens a cloud. Asks nobody outside. */
export async function detectCommand(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print, environment, keychain } = surroundings;
  const found = await detectCredentials(environment, keychain);
  if (json) print(JSON.stringify(found));
  else for (const line of detectedLines(found)) print(line);
  return exitCode.done;
}

/** Tries the new key first: one that does not work, or is of another account, changes nothing. */
export async function rotateCommand(
  surroundings: Surroundings,
  { json, name }: Asked,
  ask: Questions = terminalQuestions,
): Promise<ExitCode> {
  const { print, interrupted, keychain } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  ownProfile(home, profile);
  const keys = await askKeys(ask);
  const parts = keysPartsOf(surroundings);
  const before = await keysInUse(profile, parts, interrupted).catch((error: unknown) => {
    if (error instanceof Failed) return null;
    throw error;
  });
  await tryNewKeys(profile, keys, parts, interrupted);
  await keepKeys(keychain, accountOf(profile.name), { ...keys, keptAt: surroundings.clock.now() });
  await home.settings.saveProfile({ ...profile, credentials: { kind: 'keychain', account: accountOf(profile.name) } });
  if (json) {
    print(JSON.stringify({ profile: profile.name, rotated: true, oldEnding: before?.ending ?? null }));
    return exitCode.done;
  }
  print(`The new key works and is kept in the keychain; ${profile.name} uses it from now on.`);
  if (before !== null) print(`The old one ends in ${before.ending}: deactivate it where it was made.`);
  return exitCode.done;
}

export type ImportEnvOptions = {
  readonly file: string;
  readonly name: string;
  readonly userId?: string | undefined;
  readonly bucket?: string | undefined;
  readonly region?: string | undefined;
  /** Take the keys out of the file once the keychain has them. */
  readonly removeKeys: boolean;
  readonly json: boolean;
};

/** Makes a profile of another program's .env file; its keys go to the keychain first. */
export async function importEnvCommand(surroundings: Surroundings, options: ImportEnvOptions): Promise<ExitCode> {
  const { print, keychain, workingFolder, clock } = surroundings;
  const home = await openHome(surroundings);
  const path = absolutePath(resolve(workingFolder, options.file));
  const read = await readEnvFile(path);
  const profile = profileOf(read, options);
  if (read.keys !== null) await keepKeys(keychain, accountOf(profile.name), { ...read.keys, keptAt: clock.now() });
  await home.settings.saveProfile(profile);
  if (options.removeKeys && read.keys !== null) await removeKeysFrom(path);
  if (options.json) {
    print(JSON.stringify({ profile, keysKept: read.keys !== null, keysRemoved: options.removeKeys }));
    return exitCode.done;
  }
  print(`Profile ${profile.name} is kept. Try it with: cloudroll profile test ${profile.name}`);
  if (read.keys === null) return exitCode.done;
  if (options.removeKeys) print(`Its key is in the keychain now, and no longer in ${options.file}.`);
  else print(`Its key is in the keychain now. It is still in ${options.file} as well: --remove-keys takes it out.`);
  return exitCode.done;
}

export async function askKeys(ask: Questions): Promise<KeptKeys> {
  const filled = (text: string): string | null => (text.trim() === '' ? 'It cannot be empty.' : null);
  const accessKeyId = await ask.text('Access key id', undefined, filled);
  const secretAccessKey = await ask.secret('Secret access key (it is not shown)');
  const sessionToken = await ask.secret('Session token, if there is one (it is not shown)');
  if (secretAccessKey === '') throw new Failed({ ...badSettings('the secret access key'), detail: 'missing' });
  return { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) };
}

/** Throws Failed `bad-settings` for the profile that the environment gives: it is changed there. */
export function ownProfile(home: Home, profile: Profile): void {
  if (home.profiles[0] !== profile || profile.name !== 'environment') return;
  throw new Failed({ ...badSettings('profile environment'), detail: 'is given by the environment' });
}

function keysPartsOf(surroundings: Surroundings) {
  return { ...keyPartsOf(surroundings), keychain: sessionKeychain(surroundings.keychain) };
}

function profileOf({ told, keys }: ReadEnvFile, options: ImportEnvOptions): Profile {
  const account = accountOf(options.name);
  const named = told.awsProfile === null ? { kind: 'aws-chain' } : { kind: 'aws-profile', name: told.awsProfile };
  const present = Object.entries({
    ...{ renditionsBucket: told.renditionsBucket, table: told.table },
    ...{ s3Endpoint: told.s3Endpoint, dynamodbEndpoint: told.dynamodbEndpoint },
  }).filter(([, value]) => value !== null);
  const parsed = Profile.safeParse({
    ...Object.fromEntries(present),
    name: options.name,
    region: options.region ?? told.region ?? 'us-east-1',
    addressing: told.s3Endpoint === null ? 'host' : 'path',
    bucket: options.bucket ?? told.bucket,
    userId: options.userId ?? userInfo().username,
    credentials: keys === null ? named : { kind: 'keychain', account },
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0]);
  throw new Failed({ ...badSettings(options.file), detail: `${field} is missing or not valid` });
}

const day = 24 * 3600 * 1000;

function keyLines(name: string, used: KeysInUse, now: number): string[] {
  const { identity, source, ending, keptAt, expiresAt, role } = used;
  const who =
    identity === null ? 'this store has no token service to ask' : `account ${identity.account}, ${identity.arn}`;
  const where = source.kind === 'aws-profile' ? `AWS profile ${source.name}` : sources[source.kind];
  const age = keptAt === null ? '' : `, kept ${plural(Math.floor((now - keptAt) / day), 'day')} ago`;
  const end = expiresAt === null ? '' : `, good until ${new Date(expiresAt).toLocaleString()}`;
  const session = used.forSession ? ', only until Cloudroll ends' : '';
  return [
    `${name}: ${who}`,
    `key …${ending} from ${where}${age}${end}${session}`,
    ...(role === null ? [] : [`as role ${role.arn}`]),
  ];
}

const sources = { keychain: 'the keychain', 'aws-chain': 'the environment', 'aws-profile': 'an AWS profile' } as const;

function detectedLines({ profiles, environment, keychain }: DetectedCredentials): string[] {
  const asks = (needsMfa: boolean): string => (needsMfa ? ', asks for an MFA code' : '');
  const lines = profiles.map(({ name, kind, region, from, needsMfa }) => {
    const where = `${from === null ? '' : ` from ${from}`}${region === null ? '' : `, ${region}`}`;
    return `${name}: ${kinds[kind]}${where}${asks(needsMfa)}`;
  });
  if (environment !== null) lines.push(`The environment gives keys (${environment.kind}).`);
  if (keychain === 'no-keychain') lines.push('No keychain answers: keys of their own cannot be kept on this computer.');
  if (keychain === 'keychain-locked') lines.push('The keychain is locked: unlock it to keep keys in it.');
  return lines.length === 0 ? ['No AWS profile, and no keys in the environment.'] : lines;
}

const kinds: Record<DetectedProfile['kind'], string> = {
  keys: 'an access key',
  sso: 'single sign-on',
  process: 'a program that gives keys',
  role: 'a role',
  'web-identity': 'a role of a web identity',
  login: 'aws login',
  incomplete: 'nothing that gives keys',
};
