/** @file `cloudroll profile`: add asks and keeps the key in the keychain, list shows, test tries every permission; terminal. */
import { userInfo } from 'node:os';
import { Profile } from '../../shared/profile.ts';
import type { CheckResult } from '../../shared/profile-check.ts';
import { keepKeys } from '../cloud/credentials.ts';
import { badSettings, thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import { Failed } from '../foundation/failed.ts';
import { checkProfile } from '../journey/check-profile.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Questions, terminalQuestions } from './inquirer-questions.ts';
import { chooseProfile, openHome, type Surroundings } from './session.ts';
import { checkWords, failureWords } from './words.ts';

/** Asks, tells what it will do, and does it: the secret goes to the keychain first, so that a locked one changes nothing. */
export async function addProfile(surroundings: Surroundings, ask: Questions = terminalQuestions): Promise<ExitCode> {
  const { print, complain, keychain } = surroundings;
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
  const region = await ask.text('Region', 'us-east-1', filled);
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
        ? { kind: how, name: await ask.text('Name of the AWS profile', 'default', filled) }
        : { kind: how };
  const parsed = Profile.safeParse({
    name,
    ...endpoints,
    region,
    bucket,
    ...(table === '' ? {} : { table }),
    userId,
    credentials,
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Failed({ ...badSettings(`profile ${name}`), detail: `${issue?.path.join('.')}: ${issue?.message}` });
  }
  if (how === 'keychain') {
    const accessKeyId = await ask.text('Access key id', undefined, filled);
    const secretAccessKey = await ask.secret('Secret access key (it is not shown)');
    const sessionToken = await ask.secret('Session token, if there is one (it is not shown)');
    if (secretAccessKey === '') {
      complain('Without a secret access key there is nothing to keep. Nothing was changed.');
      return exitCode.wrongUse;
    }
    await keepKeys(keychain, account, {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === '' ? {} : { sessionToken }),
    });
  }
  await home.settings.saveProfile(parsed.data);
  print(`Profile ${name} is kept. Try it with: cloudroll profile test ${name}`);
  return exitCode.done;
}

export async function listProfiles(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print } = surroundings;
  const { profiles } = await openHome(surroundings);
  if (profiles.length === 0 && !json) print('No profile yet: cloudroll profile add');
  for (const profile of profiles) {
    const at = profile.s3Endpoint ?? `AWS ${profile.region}`;
    const line = `${profile.name}: ${at}, bucket ${profile.bucket}, ${profile.table === undefined ? 'no table' : `table ${profile.table}`}, key from ${profile.credentials.kind}`;
    print(json ? JSON.stringify(profile) : line);
  }
  return exitCode.done;
}

export async function testProfile(
  surroundings: Surroundings,
  options: { json: boolean; name?: string | undefined },
): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home.profiles, options.name);
  const device = await thisDevice(home.folder);
  const clouds = openClouds(() => home.profiles, surroundings);
  const results: CheckResult[] = [];
  try {
    const cloud = await clouds.open(profile.name);
    for await (const result of checkProfile(cloud, device.id, interrupted)) {
      results.push(result);
      if (!options.json) print(resultLine(result));
    }
  } finally {
    clouds.close();
  }
  if (options.json) print(JSON.stringify({ profile: profile.name, checks: results }));
  return results.some((result) => result.outcome === 'failed') ? exitCode.profileUnusable : exitCode.done;
}

function resultLine(result: CheckResult): string {
  const what = checkWords(result.check);
  switch (result.outcome) {
    case 'passed':
      return `✓ ${what}`;
    case 'not-offered':
      return `– ${what}: not offered here; Cloudroll asks before it sends instead`;
    case 'skipped':
      return `· ${what}: not tried`;
    case 'failed':
      return `✗ ${what}: ${failureWords(result.failure)}`;
  }
}
