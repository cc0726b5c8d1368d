/** @file `cloudroll profile default`, `remove` and `region`, `cloudroll cloud features`: where a profile leads; terminal. */

import { thisDevice } from '../cloud/home.ts';
import { whoAmI } from '../cloud/inquiry.ts';
import { accountOf } from '../cloud/keys-in-use.ts';
import { profileKeys } from '../cloud/profile-keys.ts';
import { bucketPlace } from '../cloud/s3-bucket-place.ts';
import { s3Client } from '../cloud/s3-client.ts';
import { storeFeatures } from '../cloud/s3-features.ts';
import { switchedTo } from '../cloud/switch-region.ts';
import { openClouds } from '../clouds.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Questions, terminalQuestions } from './inquirer-questions.ts';
import { ownProfile } from './keys-command.ts';
import { chooseProfile, keyPartsOf, openHome, type Surroundings } from './session.ts';

type Named = { readonly name: string; readonly json: boolean };

export async function defaultCommand(surroundings: Surroundings, { name, json }: Named): Promise<ExitCode> {
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  await home.settings.saveDefaultProfile(profile.name);
  const told = json ? JSON.stringify({ profile: profile.name, default: true }) : null;
  surroundings.print(told ?? `${profile.name} is taken where no profile is named.`);
  return exitCode.done;
}

/** Its folders stay, and wait for a profile of that name; nothing in the cloud is touched. */
export async function removeCommand(surroundings: Surroundings, { name, json }: Named): Promise<ExitCode> {
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  ownProfile(home, profile);
  await home.settings.removeProfile(profile.name);
  if (profile.credentials.kind === 'keychain') await surroundings.keychain.forget(accountOf(profile.name));
  const told = json ? JSON.stringify({ profile: profile.name, removed: true }) : null;
  surroundings.print(told ?? `Profile ${profile.name} is forgotten, with its key. What it stored stays in the cloud.`);
  return exitCode.done;
}

export type RegionOptions = { readonly name?: string | undefined; readonly yes: boolean; readonly json: boolean };

/** Asks where the bucket is, and switches when the person agrees. */
export async function regionCommand(
  surroundings: Surroundings,
  { name, yes, json }: RegionOptions,
  ask: Questions = terminalQuestions,
): Promise<ExitCode> {
  const { print, interrupted, isLive } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  const keys = profileKeys(profile, keyPartsOf(surroundings));
  const { client, close } = s3Client(profile, keys);
  const found = await bucketPlace(client, profile.bucket, interrupted).finally(close);
  const isElsewhere = found !== null && found !== profile.region;
  if (json && !yes) {
    print(JSON.stringify({ bucket: profile.bucket, expected: profile.region, found }));
    return exitCode.done;
  }
  if (!isElsewhere) {
    print(
      found === null
        ? `This store names no region; ${profile.name} says ${profile.region}.`
        : `Your bucket is in ${found}, as ${profile.name} says.`,
    );
    return exitCode.done;
  }
  const question = `Your bucket is in ${found}, not in ${profile.region}: switch?`;
  const agreed =
    yes ||
    (isLive &&
      (await ask.choice(question, [
        { value: 'yes', name: `Switch ${profile.name} to ${found}` },
        { value: 'no', name: 'Leave it' },
      ])) === 'yes');
  if (!agreed) {
    print(`${question} --yes does it.`);
    return exitCode.profileUnusable;
  }
  ownProfile(home, profile);
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  const { inquiry } = await clouds.open(profile.name);
  const look = async (): Promise<unknown> => inquiry?.lookAtTable(interrupted);
  const switched = await switchedTo(found, profile, look).finally(clouds.close);
  await home.settings.saveProfile(switched);
  const table = switched.dynamodbRegion === undefined ? '' : ` Its table stays in ${switched.dynamodbRegion}.`;
  if (json) print(JSON.stringify({ region: found, dynamodbRegion: switched.dynamodbRegion ?? found }));
  else print(`${profile.name} is in ${found} now.${table}`);
  return exitCode.done;
}

/** What the store can do, asked with a canary of one byte. */
export async function featuresCommand(
  surroundings: Surroundings,
  { name, json }: { readonly name?: string | undefined; readonly json: boolean },
): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  const keys = profileKeys(profile, keyPartsOf(surroundings));
  const canary = (await thisDevice(home.folder)).id;
  const asked = await storeFeatures(profile, { keys, name: canary }, interrupted);
  const features = { ...asked, tokenService: (await whoAmI(profile, { keys, options: {} }, interrupted)) !== null };
  if (json) {
    print(JSON.stringify({ profile: profile.name, ...features }));
    return exitCode.done;
  }
  const line = (has: boolean, what: string): void => print(`${has ? '✓' : '–'} ${what}`);
  line(features.checksumChecked, 'refuses a body that is not what its SHA-256 says');
  line(features.checksumEchoed, 'remembers the SHA-256 and tells it again');
  line(features.conditionalPut, 'refuses a second object under a taken key');
  line(features.pathStyle, 'answers to host/bucket/key');
  line(features.hostStyle, 'answers to bucket.host/key');
  line(features.tokenService, 'has a token service');
  return exitCode.done;
}
