/** @file `cloudroll cloud table`, `adopt` and `import`: what was there before Cloudroll, looked at and taken over; terminal. */
import type { BucketLook, BucketWeakness, ImportFindings, ImportProgress, TableLook } from '../../shared/adoption.ts';
import { openClouds } from '../clouds.ts';
import type { Cloud } from '../journey/journey.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { lookAtBuckets } from '../library/adopt-bucket.ts';
import { adoptedProfile, lookAtProfileTable } from '../library/adopt-table.ts';
import { type ImportParts, importFindings, importImages } from '../library/import/import-images.ts';
import { openOwnCloud } from '../library/own-cloud/own-cloud.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { ownProfile } from './keys-command.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { runSteps } from './listr2-steps.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, type Home, keyPartsOf, openHome, type Surroundings } from './session.ts';

export type CloudAsked = { readonly name?: string | undefined; readonly json: boolean };

/** What is weak about the buckets, and what mends it. */
export async function bucketCommand(surroundings: Surroundings, asked: CloudAsked): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const profile = chooseProfile(await openHome(surroundings), asked.name);
  const cloud = openOwnCloud(profile, keyPartsOf(surroundings));
  const look = await lookAtBuckets(cloud, interrupted).finally(cloud.close);
  if (asked.json) print(JSON.stringify(look));
  else for (const line of bucketLines(look)) print(line);
  return exitCode.done;
}

export async function tableCommand(surroundings: Surroundings, asked: CloudAsked): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  return withCloud(surroundings, asked.name, async (cloud) => {
    const look = await lookAtProfileTable(cloud, interrupted);
    if (asked.json) print(JSON.stringify(look));
    else for (const line of tableLines(look)) print(line);
    return exitCode.done;
  });
}

/** Keeps in the profile how records fit into its table. Throws Failed `wrong-table` where they do not. */
export async function adoptCommand(surroundings: Surroundings, asked: CloudAsked): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  return withCloud(surroundings, asked.name, async (cloud, home) => {
    ownProfile(home, cloud.profile);
    const look = await lookAtProfileTable(cloud, interrupted);
    const profile = adoptedProfile(cloud.profile, look);
    await home.settings.saveProfile(profile);
    if (asked.json) print(JSON.stringify(look));
    else for (const line of tableLines(look)) print(line);
    if (!asked.json) print(`Try it with: cloudroll profile test ${profile.name}`);
    return exitCode.done;
  });
}

/** Without `yes`, only tells what an import would take in. */
export async function importCommand(
  surroundings: Surroundings,
  asked: CloudAsked & { yes: boolean },
): Promise<ExitCode> {
  const { print, interrupted, clock, random, isLive } = surroundings;
  return withCloud(surroundings, asked.name, async (cloud, home) => {
    const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
    const parts: ImportParts = { ledger, cloud, home: home.folder, patience: { clock, random } };
    try {
      if (!asked.yes) {
        const found = await importFindings(parts, interrupted);
        print(asked.json ? JSON.stringify(found) : findingsLine(found));
        return exitCode.done;
      }
      let ended: ImportProgress | undefined;
      const run = async (say: (line: string) => void): Promise<string> => {
        for await (const progress of importImages(parts, interrupted)) {
          ended = progress;
          say(progressLine(progress));
        }
        return 'Looked for images of other systems';
      };
      const look = asked.json ? 'silent' : isLive ? 'live' : 'plain';
      await runSteps([{ title: 'Looking for images of other systems', run }], { clock, look });
      if (ended?.phase !== 'ended') return exitCode.interrupted;
      print(asked.json ? JSON.stringify(ended) : endLine(ended));
      return exitCode.done;
    } finally {
      ledger.close();
    }
  });
}

async function withCloud(
  surroundings: Surroundings,
  name: string | undefined,
  deed: (cloud: Cloud, home: Home) => Promise<ExitCode>,
): Promise<ExitCode> {
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, name);
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  try {
    return await deed(await clouds.open(profile.name), home);
  } finally {
    clouds.close();
  }
}

const weaknessTexts: Record<BucketWeakness['kind'], string> = {
  'public-by-policy': 'its policy lets everybody in',
  'public-by-acl': 'its access control list lets everybody in',
  'may-become-public': 'nothing keeps it from being made public',
  'objects-of-others': 'an object in it can belong to somebody else',
  'no-versioning': 'what is overwritten or removed in it is gone',
  unencrypted: 'it is not encrypted',
  'parts-stay': 'parts of uploads that were never ended stay in it, and cost',
};

function bucketLines({ buckets, weaknesses, unseen, notOffered }: BucketLook): string[] {
  const lines = weaknesses.map(({ bucket, kind, found, mend }) => {
    const as = found === null ? '' : ` (${found})`;
    return `${bucket}: ${weaknessTexts[kind]}${as}. ${mend === null ? 'Only you can change that.' : `cloudroll cloud setup mends it: ${mend}.`}`;
  });
  if (lines.length === 0) lines.push(`Nothing is weak about ${buckets.join(' and ')}.`);
  if (unseen.length > 0) lines.push(`This key may not look at: ${unseen.join(', ')}.`);
  if (notOffered.length > 0) lines.push(`Not offered here: ${notOffered.join(', ')}.`);
  return lines;
}

function tableLines(look: TableLook): string[] {
  const key = look.key.map((name, index) => `${name} (${look.keyTypes[index]})`).join(', ');
  const state = look.isReady ? '' : '; it is still being made';
  return [
    `${look.table}: key ${key}, about ${plural(look.items, 'item')}${state}`,
    fitWords(look),
    ...look.missingIndexes.map(
      (name) => `It has no index ${name}: Cloudroll does without; other programs may want it.`,
    ),
  ];
}

function fitWords({ fits }: TableLook): string {
  if (fits.how === 'as-ours') return 'Its keys are those that Cloudroll writes.';
  if (fits.how === 'by-image') return `Records are written with the image's name as ${fits.recordKey}.`;
  const why = {
    'key-type': 'its keys are not texts',
    'two-other-keys': 'it has two keys, and they are not user_id and image_id',
    'name-taken': 'its key is an attribute that records use for something else',
  } as const;
  return `Records cannot be written into it: ${why[fits.why]}.`;
}

function findingsLine({ items, objects, bytes: size, withoutObject }: ImportFindings): string {
  const lost = withoutObject === 0 ? '' : ` ${plural(withoutObject, 'item')} without an object cannot be taken in.`;
  if (items + objects === 0) return `Nothing of another system is here.${lost}`;
  const what = `${plural(items, 'image')} with an item, ${plural(objects, 'image')} without`;
  return `${what}, ${bytes(size)} to be read once.${lost} Nothing in the cloud is changed. --yes takes them into the history.`;
}

function progressLine(progress: ImportProgress): string {
  if (progress.phase === 'looking') return `${plural(progress.seen, 'object and item', 'objects and items')} seen`;
  if (progress.phase === 'reading') return `${progress.done} of ${progress.of}, ${bytes(progress.bytes)} read`;
  return '';
}

function endLine({ imported, known, passedOver, withoutObject }: ImportProgress & { phase: 'ended' }): string {
  const lost = withoutObject === 0 ? '' : `, ${plural(withoutObject, 'item')} without an object`;
  return `Taken in: ${plural(imported, 'image')}; ${known} known already, ${passedOver} no image${lost}.`;
}
