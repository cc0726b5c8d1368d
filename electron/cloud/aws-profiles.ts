/** @file The named profiles of ~/.aws: where its files are and what kind each profile is; reads, and tells no key. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DetectedProfile } from '../../shared/credentials.ts';
import { type Environment, textOf } from './environment.ts';

/** Where the files are; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE may say otherwise. */
export function sharedFiles(environment: Environment): { readonly filepath: string; readonly configFilepath: string } {
  const folder = join(environment['HOME'] ?? environment['USERPROFILE'] ?? homedir(), '.aws');
  return {
    filepath: environment['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials'),
    configFilepath: environment['AWS_CONFIG_FILE'] ?? join(folder, 'config'),
  };
}

type Section = Readonly<Record<string, string | undefined>>;

/**
 * Every profile as both files say it together, what `credentials` says first. Files that are not there or cannot be read
 * are empty, as for the SDK. Holds secrets: for this folder only.
 */
export async function sharedProfiles(environment: Environment): Promise<Readonly<Record<string, Section>>> {
  // Loaded when it is needed, as everything of the vendor's is: most profiles have their keys elsewhere.
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...sharedFiles(environment),
    ignoreCache: true,
  });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return Object.fromEntries(
    // Of the sections only profiles have a bare name; others carry their kind before a dot.
    [...names]
      .filter((name) => !/^(sso-session|services)\./.test(name))
      .map((name) => [name, { ...configFile[name], ...credentialsFile[name] }]),
  );
}

/** In order of their names, `default` first. */
export async function detectedProfiles(environment: Environment): Promise<DetectedProfile[]> {
  const profiles = Object.entries(await sharedProfiles(environment));
  const rank = (name: string): string => (name === 'default' ? '' : name);
  return profiles
    .map(([name, section]) => detected(name, section))
    .sort((one, other) => (rank(one.name) < rank(other.name) ? -1 : 1));
}

function detected(name: string, section: Section): DetectedProfile {
  const text = (key: string): string | null => textOf(section, key) ?? null;
  const kind = kindOf(section);
  const from = kind === 'role' || kind === 'web-identity' ? text('role_arn') : null;
  const signIn = kind === 'sso' ? (text('sso_session') ?? text('sso_start_url')) : null;
  return { name, kind, region: text('region'), from: from ?? signIn, needsMfa: text('mfa_serial') !== null };
}

/** In the order in which the SDK's provider looks: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html */
function kindOf(section: Section): DetectedProfile['kind'] {
  const has = (key: string): boolean => textOf(section, key) !== undefined;
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) return 'role';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'keys';
  if (has('role_arn') && has('web_identity_token_file')) return 'web-identity';
  if (has('credential_process')) return 'process';
  if (has('sso_session') || has('sso_start_url')) return 'sso';
  if (has('login_session')) return 'login';
  return 'incomplete';
}
