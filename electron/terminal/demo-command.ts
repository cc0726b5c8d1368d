/** @file `cloudroll demo`: sample images go from a folder into the built-in cloud, seen and then checked byte for byte; terminal. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Profile } from '../../shared/profile.ts';
import { dynamoClient } from '../cloud/dynamo-client.ts';
import { createRecordTable } from '../cloud/dynamo-create-table.ts';
import { type LocalCloud, startLocalCloud } from '../cloud/local/start-local-cloud.ts';
import { s3Client } from '../cloud/s3-client.ts';
import { createBucket } from '../cloud/s3-create-bucket.ts';
import { settingsStore } from '../cloud/settings.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { demoFaults, type Shown, shownInCloud } from './demo-check.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { runSteps, type Step } from './listr2-steps.ts';
import { bytes, plural } from './measures.ts';
import { makeSampleImages, type SampleImages } from './sample-images.ts';
import { openHome, openSession, type Surroundings } from './session.ts';
import { outcomeLines } from './sync-command.ts';
import { type SyncOutcome, syncSteps } from './sync-folders.ts';
import { tally } from './tally.ts';

export type DemoOptions = {
  /** Absent: a temporary folder that is removed at the end. */
  readonly keep?: string | undefined;
};

const bucket = 'cloudroll-demo';

/** Leaves nothing running and, without `keep`, nothing behind. Anything unexpected is said and ends non-zero. */
export async function demoCommand(surroundings: Surroundings, { keep }: DemoOptions): Promise<ExitCode> {
  const { print, complain, clock, isLive } = surroundings;
  const folder =
    keep === undefined
      ? (mkdtempSync(join(tmpdir(), 'cloudroll-demo-')) as AbsolutePath)
      : absolutePath(resolve(surroundings.workingFolder, keep));
  mkdirSync(folder, { recursive: true });
  const cloudFolder = join(folder, 'cloud') as AbsolutePath;
  let cloud: LocalCloud | undefined;
  try {
    cloud = await startLocalCloud({ folder: cloudFolder, clock });
    const profile = await profileIn(cloud);
    const result = await carrySamples(surroundings, { folder, cloud, cloudFolder, profile });
    for (const line of result.lines) print(line);
    for (const line of cloudLines(result.shown)) print(line);
    const faults = demoFaults(result.samples, result.outcome, result.shown);
    for (const fault of faults) complain(`Not as expected: ${fault}`);
    if (faults.length === 0) for (const line of closing(keep, folder)) print(line);
    return faults.length === 0 ? exitCode.done : exitCode.someFailed;
  } finally {
    await cloud?.close();
    if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    // A live list hides the cursor while it runs; an interrupted one may not have shown it again.
    if (isLive) print('\u001b[?25h');
  }
}

async function profileIn(cloud: LocalCloud): Promise<Profile> {
  const profile = Profile.parse({
    name: 'demo',
    region: cloud.region,
    s3Endpoint: cloud.s3Endpoint,
    dynamodbEndpoint: cloud.dynamodbEndpoint,
    addressing: 'path',
    bucket,
    table: 'cloudroll-demo-images',
    userId: 'demo',
    credentials: { kind: 'aws-chain' },
  });
  const keys = async () => ({ accessKeyId: cloud.accessKeyId, secretAccessKey: cloud.secretAccessKey });
  const never = new AbortController().signal;
  const s3 = s3Client(profile, keys);
  const dynamo = dynamoClient(profile, keys);
  await createBucket(s3.client, profile.bucket, never);
  await createRecordTable(dynamo.client, profile.table ?? '', never);
  s3.close();
  dynamo.close();
  return profile;
}

type Place = {
  readonly folder: AbsolutePath;
  readonly cloud: LocalCloud;
  readonly cloudFolder: AbsolutePath;
  readonly profile: Profile;
};
type Result = {
  readonly samples: SampleImages;
  readonly outcome: SyncOutcome;
  /** What is told of it, read while the ledger was open. */
  readonly lines: readonly string[];
  readonly shown: Shown;
};

async function carrySamples(outer: Surroundings, { folder, cloud, cloudFolder, profile }: Place): Promise<Result> {
  const { clock, isLive, interrupted, print } = outer;
  const images = join(folder, 'pictures') as AbsolutePath;
  const surroundings: Surroundings = {
    ...outer,
    environment: {
      CLOUDROLL_HOME: join(folder, 'home'),
      AWS_ACCESS_KEY_ID: cloud.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey,
    },
  };
  await settingsStore(join(folder, 'home') as AbsolutePath).saveProfile(profile);
  const home = await openHome(surroundings);
  const result: { samples?: SampleImages; outcome?: SyncOutcome; lines?: readonly string[]; shown?: Shown } = {};
  const look = isLive ? 'live' : 'plain';
  const making: Step = {
    title: 'Making sample images',
    run: async () => {
      result.samples = await makeSampleImages(images, interrupted);
      return `Made ${plural(result.samples.files.length, 'file')} in ${images}`;
    },
  };
  print(`A cloud on this computer: S3 at ${cloud.s3Endpoint}, DynamoDB at ${cloud.dynamodbEndpoint}`);
  await runSteps([making], { clock, look });

  const count = tally(clock);
  const engine = await openSession(surroundings, {
    home,
    settleFor: 500,
    ownFolders: [cloudFolder],
    onArrival: (_, arrival) => count.count(arrival),
    onBytes: count.addBytes,
  });
  try {
    const folderId = await engine.ledger.commit(() =>
      engine.ledger.folders.add({
        path: images,
        profile: profile.name,
        include: [],
        exclude: [],
        watched: false,
        addedAt: clock.now(),
      }),
    );
    const row = engine.ledger.folders.byId(folderId);
    if (row === null) throw new Error('The folder is not in the ledger');
    const steps = syncSteps({
      engine,
      clock,
      tally: count,
      folders: [row],
      patience: 30_000,
      onOutcome: (of) => {
        result.outcome = of;
        result.lines = outcomeLines(of);
      },
      signal: interrupted,
    });
    const checking: Step = {
      title: 'Reading every object back',
      run: async () => {
        result.shown = await shownInCloud(await engine.clouds.open(profile.name), engine.ledger, interrupted);
        return `Read ${plural(result.shown.objects.length, 'object')} back: each is what was sent, byte for byte`;
      },
    };
    await runSteps([...steps, checking], { clock, look });
  } finally {
    await engine.close();
  }
  const { samples, outcome, lines, shown } = result;
  if (samples === undefined || outcome === undefined || lines === undefined || shown === undefined)
    throw new Error('The demo was cut short');
  return { samples, outcome, lines, shown };
}

/** Objects in the bucket's order, a few of each kind, and one whole record. */
function cloudLines({ objects, records }: Shown): string[] {
  const originals = objects.filter((object) => object.key.startsWith('originals/'));
  const renditions = objects.filter((object) => !object.key.startsWith('originals/'));
  const rows = (of: Shown['objects'], most: number): string[] => [
    ...of.slice(0, most).map(({ key, size }) => `  ${key}  ${bytes(size)}`),
    ...(of.length > most ? [`  … ${of.length - most} more`] : []),
  ];
  const record = records.find((one) => one.gps !== undefined) ?? records[0];
  return [
    '',
    `In the bucket ${bucket}: ${plural(originals.length, 'original')}, ${plural(renditions.length, 'rendition')}`,
    ...rows(originals, 3),
    ...rows(renditions, 4),
    '',
    `In the table: ${plural(records.length, 'record')}. One of them:`,
    ...JSON.stringify(record, null, 2)
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

function closing(keep: string | undefined, folder: string): string[] {
  const kept =
    keep === undefined
      ? ['Nothing is left behind. To keep it and look around: npm run demo -- --keep demo']
      : [`Kept in ${folder}: pictures, cloud (the servers' data), home (ledger, settings, log).`];
  return [
    '',
    'All as expected.',
    ...kept,
    'With your own cloud:  npm run cloudroll -- profile add',
    '                      npm run cloudroll -- sync ~/Pictures',
  ];
}
