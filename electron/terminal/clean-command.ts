/** @file `cloudroll cloud clean`: what a profile has in the cloud, and taking it away once that was typed; terminal. */
import { assertNever } from '../../shared/brand.ts';
import {
  type CleanProgress,
  CleanRequest,
  type Inventory,
  typedToDeleteTable,
  typedToEmpty,
} from '../../shared/clean-up.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { cleanUp } from '../library/own-cloud/clean-up.ts';
import { bucketsOf, type CleanParts, takeInventory } from '../library/own-cloud/inventory.ts';
import { openOwnCloud } from '../library/own-cloud/own-cloud.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Questions, terminalQuestions } from './inquirer-questions.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, keyPartsOf, openHome, type Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type CleanAsked = {
  readonly name?: string | undefined;
  readonly empty?: string;
  readonly deleteBucket?: readonly string[];
  readonly deleteTable?: string;
  readonly json: boolean;
};

/** Without words of confirmation, and where nobody can be asked for them, it only tells what there is. */
export async function cleanCommand(
  surroundings: Surroundings,
  asked: CleanAsked,
  ask: Questions = terminalQuestions,
): Promise<ExitCode> {
  const { print, interrupted, clock, isLive } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked.name);
  const cloud = openOwnCloud(profile, keyPartsOf(surroundings));
  const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  const parts: CleanParts = { cloud, ledger };
  try {
    let request = requestOf(profile.name, asked);
    if (request === null) {
      for await (const progress of takeInventory(parts, interrupted)) {
        if (progress.phase !== 'counted') continue;
        if (asked.json) print(JSON.stringify(progress.inventory));
        else for (const line of inventoryLines(progress.inventory)) print(line);
      }
      if (!isLive || asked.json) return exitCode.done;
      request = await askFor(ask, profile.name, bucketsOf(profile), profile.table);
      if (request === null) return exitCode.done;
    }
    return await run(surroundings, parts, request, asked.json);
  } finally {
    ledger.close();
    cloud.close();
  }
}

function requestOf(profile: string, { empty, deleteBucket = [], deleteTable }: CleanAsked): CleanRequest | null {
  if (empty === undefined && deleteBucket.length === 0 && deleteTable === undefined) return null;
  return CleanRequest.parse({ profile, typed: empty ?? '', deleteBuckets: deleteBucket, deleteTable });
}

/** An empty answer is no. */
async function askFor(
  ask: Questions,
  profile: string,
  buckets: readonly string[],
  table: string | undefined,
): Promise<CleanRequest | null> {
  const typed = await ask.text(`To remove all of it for good, type "${typedToEmpty}" (empty: leave everything)`, '');
  if (typed === '') return null;
  const deleteBuckets: string[] = [];
  for (const bucket of buckets) {
    const name = await ask.text(`To delete the bucket ${bucket} as well, type its name (empty: keep it)`, '');
    if (name !== '') deleteBuckets.push(name);
  }
  const word =
    table === undefined
      ? ''
      : await ask.text(`To delete the table ${table} as well, type "${typedToDeleteTable}" (empty: keep it)`, '');
  return CleanRequest.parse({ profile, typed, deleteBuckets, ...(word === '' ? {} : { deleteTable: word }) });
}

/** A line for each thousand objects is enough for a log. */
async function run(
  { print, complain, interrupted, isLive }: Surroundings,
  parts: CleanParts,
  request: CleanRequest,
  json: boolean,
): Promise<ExitCode> {
  for await (const progress of cleanUp(parts, request, interrupted)) {
    const isEnd = progress.phase === 'ended' || progress.phase === 'refused';
    if (json) print(JSON.stringify(progress));
    else if (isEnd || isLive) print(progressLine(progress));
    if (progress.phase === 'refused') return exitCode.wrongUse;
    if (progress.phase !== 'ended') continue;
    if (!json) for (const { what, why, failure } of progress.left) complain(leftLine(what, why, failure));
    return progress.left.some(({ why }) => why === 'failed') ? exitCode.someFailed : exitCode.done;
  }
  return exitCode.interrupted;
}

function inventoryLines({ profile, buckets, table, moving, folders }: Inventory): string[] {
  const ofBuckets = buckets.flatMap((one) => {
    if (one.failure !== null) return [failureWords(one.failure)];
    const others =
      one.others === 0 ? '' : `; ${plural(one.others, 'other thing')} in it stay, and the bucket with them`;
    return [
      `${one.bucket}: ${plural(one.objects, 'object')}, ${plural(one.versions, 'earlier version')}, ` +
        `${plural(one.deleteMarkers, 'delete marker')}, ${plural(one.openUploads, 'unfinished upload')}, ${bytes(one.bytes)}${others}`,
    ];
  });
  const others =
    table === null || table.others === 0
      ? ''
      : `; ${plural(table.others, 'other item')} in it stay, and the table with them`;
  const ofTable =
    table === null
      ? []
      : [
          table.failure === null
            ? `${table.table}: ${plural(table.records, 'record')}${others}`
            : failureWords(table.failure),
        ];
  return [
    ...ofBuckets,
    ...ofTable,
    ...(moving + folders === 0
      ? []
      : [`${plural(folders, 'folder')} of this computer still go there, ${plural(moving, 'image')} on the way.`]),
    `To have everything on this computer first: cloudroll get <folder> --all --profile ${profile}`,
  ];
}

function progressLine(progress: CleanProgress): string {
  switch (progress.phase) {
    case 'refused':
      return `Nothing was removed: what was typed is not "${progress.expected}".`;
    case 'objects':
      return `${progress.bucket}: ${progress.gone.toLocaleString('en-US')} of ${progress.of.toLocaleString('en-US')} gone`;
    case 'records':
      return `records: ${progress.gone.toLocaleString('en-US')} of ${progress.of.toLocaleString('en-US')} gone`;
    case 'waiting':
      return `waiting for ${progress.for}`;
    case 'ended': {
      const gone = [
        ...progress.bucketsGone.map((name) => `bucket ${name}`),
        ...(progress.tableGone ? ['the table'] : []),
      ];
      const more = gone.length === 0 ? '' : `; gone: ${gone.join(', ')}`;
      return `Removed ${plural(progress.objects, 'object')} (versions and markers counted) and ${plural(progress.records, 'record')}${more}.`;
    }
    default:
      return assertNever(progress, 'phase');
  }
}

function leftLine(what: string, why: 'others' | 'failed', failure: Parameters<typeof failureWords>[0] | null): string {
  if (why === 'others') return `${what} stays: something in it is not this profile's.`;
  return failure === null ? `${what} is still there; run it again later.` : failureWords(failure);
}
