/** @file `cloudroll profile`: add asks and keeps the key in the keychain, list shows, test tries every permission; terminal. */
import { userInfo } from 'node:os';
import { awsRegions } from '../../shared/aws-regions.ts';
import { Profile } from '../../shared/profile.ts';
import type { CheckResult } from '../../shared/profile-check.ts';
import { detectedProfiles } from '../cloud/aws-profiles.ts';
import { keepKeys } from '../cloud/credentials.ts';
import { badSettings, thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import { Failed } from '../foundation/failed.ts';
import { checkProfile } from '../journey/check-profile.ts';
import { resultWords } from './check-words.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Questions, terminalQuestions } from './inquirer-questions.ts';
import { askKeys } from './keys-command.ts';
import { chooseProfile, keyPartsOf, openHome, type Surroundings } from './session.ts';

/** Asks, tells what it will do, and does it: the secret goes to the keychain first, so that a locked one changes nothing. */
export async function addProfile(surroundings: Surroundings, ask: Questions = terminalQuestions): Promise<ExitCode> {
  const { print, keychain, clock } = surroundings;
  const home = await openHome(surroundings);
  const name = await ask.text('Name of the profile', 'default', (text) =>
    Profile.shape.name.safeParse(text).success ? null : 'Letters, digits, dots, hyphens; up to 64.',
  );
  const where = await ask.choice('Where do the images go?', [
    { value: 'aws', name: 'My AWS account' },
    { value: 'endpoint', name: 'An S3-compatible server' },
  ]);
  const url = (text: string): string | null =>
    /^https?:\/\/\S+$/.test(text) ? null : 'An address that begins with https://';
  const endpoints =
    where === 'aws'
      ? {}
      : {
          s3Endpoint: await ask.text('Address of the S3 server', undefined, url),
          dynamodbEndpoint: await ask.text('Address of the DynamoDB server', undefined, url),
          addressing: 'path',
        };
  const filled = (text: string): string | null => (text.trim() === '' ? 'It cannot be empty.' : null);
  const region =
    where === 'aws'
      ? await ask.choice(
          'Region',
          awsRegions.map((one) => ({ value: one.region, name: `${one.place} (${one.region})` })),
        )
      : await ask.text('Region', 'us-east-1', filled);
  const bucket = await ask.text('Bucket', undefined, filled);
  const table = await ask.text('Table (empty: no records, only the ledger and the objects themselves)');
  const userId = await ask.text('User id in the table', userInfo().username, filled);
  const how = await ask.choice('Which key opens it?', [
    { value: 'keychain', name: 'An access key, kept in the keychain of this computer' },
    { value: 'aws-profile', name: 'A profile of ~/.aws/config (SSO and roles too)' },
    { value: 'aws-chain', name: 'Whatever the environment says when Cloudroll runs' },
  ]);
  const account = `profile:${name}`;
  const credentials =
    how === 'keychain'
      ? { kind: how, account }
      : how === 'aws-profile'
        ? { kind: how, name: await askAwsProfile(surroundings, ask) }
        : { kind: how };
  const role = await ask.text('Role to assume with it (its ARN; empty: none)');
  const parsed = Profile.safeParse({
    name,
    ...endpoints,
    region,
    bucket,
    ...(table === '' ? {} : { table }),
    userId,
    credentials,
    ...(role === '' ? {} : { role: await askRole(role, ask) }),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Failed({ ...badSettings(`profile ${name}`), detail: `${issue?.path.join('.')}: ${issue?.message}` });
  }
  if (how === 'keychain') await keepKeys(keychain, account, { ...(await askKeys(ask)), keptAt: clock.now() });
  await home.settings.saveProfile(parsed.data);
  print(`Profile ${name} is kept. Try it with: cloudroll profile test ${name}`);
  return exitCode.done;
}

/** One of those of ~/.aws, where there are any. */
async function askAwsProfile({ environment }: Surroundings, ask: Questions): Promise<string> {
  const found = await detectedProfiles(environment);
  if (found.length === 0) return ask.text('Name of the AWS profile', 'default');
  return ask.choice(
    'Which AWS profile?',
    found.map(({ name, kind }) => ({ value: name, name: `${name} (${kind})` })),
  );
}

/** Empty answers leave a field out; what is not valid is said when the profile is parsed. */
async function askRole(arn: string, ask: Questions): Promise<Record<string, string>> {
  const externalId = await ask.text('External id, if the role asks for one');
  const mfaDevice = await ask.text('MFA device (its serial number or ARN), if the role asks for one');
  const given = Object.entries({ externalId, mfaDevice }).filter(([, text]) => text !== '');
  return { arn, ...Object.fromEntries(given) };
}

export async function listProfiles(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print } = surroundings;
  const { profiles, defaultProfile } = await openHome(surroundings);
  if (profiles.length === 0 && !json) print('No profile yet: cloudroll profile add');
  for (const profile of profiles) {
    const at = profile.s3Endpoint ?? `AWS ${profile.region}`;
    const line = `${profile.name}: ${at}, bucket ${profile.bucket}, ${profile.table === undefined ? 'no table' : `table ${profile.table}`}, key from ${profile.credentials.kind}`;
    const isDefault = profile.name === defaultProfile;
    print(json ? JSON.stringify({ ...profile, isDefault }) : `${line}${isDefault ? ' (default)' : ''}`);
  }
  return exitCode.done;
}

export async function testProfile(
  surroundings: Surroundings,
  options: { json: boolean; name?: string | undefined },
): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, options.name);
  const device = await thisDevice(home.folder);
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  const results: CheckResult[] = [];
  try {
    const cloud = await clouds.open(profile.name);
    for await (const result of checkProfile(cloud, device.id, interrupted)) {
      results.push(result);
      if (!options.json) print(resultWords(result));
    }
  } finally {
    clouds.close();
  }
  if (options.json) print(JSON.stringify({ profile: profile.name, checks: results }));
  return results.some((result) => result.outcome === 'failed') ? exitCode.profileUnusable : exitCode.done;
}
