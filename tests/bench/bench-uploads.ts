/** @file Uploads against Ceph RADOS Gateway, beside rclone and beside the usual script. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import { startLocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { type RadosGateway, startRadosGateway } from '../setup/radosgw.ts';
import { makePhotos, makeSmallImages } from './bench-files.ts';
import { cloudroll, freshHome, summaryOf } from './cloudroll-run.ts';
import { run, sideBySide } from './measure.ts';

type Say = (line: string) => void;

const script = fileURLToPath(new URL('./pillow-boto3.py', import.meta.url));
const never = new AbortController().signal;

export async function benchUploads(folder: string, rounds: number, say: Say): Promise<void> {
  const photos = join(folder, 'photos');
  const small = join(folder, 'small');
  await makePhotos(photos, 60, 4000, 3000, 88);
  await makeSmallImages(small, 5000);
  for (const compare of [
    (at: World) => againstRclone('60 photos of 12 megapixels, originals only', photos, at, rounds, say),
    (at: World) => againstRclone('5,000 images of 20 kB, originals only', small, at, rounds, say),
    (at: World) => againstScript(photos, at, rounds, say),
  ]) {
    await withServers(folder, say, compare);
  }
}

/** Empty ones for each comparison, so that none is measured on what an earlier one has left. */
async function withServers(folder: string, say: Say, compare: (at: World) => Promise<void>): Promise<void> {
  const gateway = await startRadosGateway();
  if ('skipped' in gateway) return say(`Uploads: skipped, ${gateway.skipped}`);
  const tables = await startLocalCloud({
    folder: mkdtempSync(join(folder, 'tables-')) as AbsolutePath,
    clock: systemClock,
    credentials: gateway,
  });
  try {
    await compare(world(folder, gateway, tables.dynamodbEndpoint));
  } finally {
    await tables.close();
    await gateway.stop();
  }
}

type World = ReturnType<typeof world>;

function world(folder: string, gateway: RadosGateway, dynamodbEndpoint: string) {
  const keys = async () => gateway;
  const profile = {
    name: 'bench',
    region: 'us-east-1',
    s3Endpoint: gateway.endpoint,
    dynamodbEndpoint,
    addressing: 'path',
    userId: 'bench',
    credentials: { kind: 'aws-chain' },
  } as const;
  const s3 = s3Client(profile, keys);
  const dynamo = dynamoClient(profile, keys);
  let made = 0;
  return {
    folder,
    gateway,
    profile,
    dynamodbEndpoint,
    freshBucket: async (): Promise<string> => {
      made += 1;
      await createBucket(s3.client, `bench-${made}`, never);
      return `bench-${made}`;
    },
    freshTable: async (): Promise<string> => {
      made += 1;
      await createRecordTable(dynamo.client, `bench-${made}`, never);
      return `bench-${made}`;
    },
  };
}

/** Wall time of the whole command, from a fresh ledger. Renditions only where `withRenditions`. */
async function sync(at: World, images: string, table: string | undefined, withRenditions: boolean): Promise<number> {
  const home = join(at.folder, 'home');
  const bucket = await at.freshBucket();
  freshHome(home, {
    ...at.profile,
    bucket,
    ...(table === undefined ? {} : { table }),
    ...(withRenditions ? {} : { renditions: [] }),
  });
  const { milliseconds, output } = await cloudroll(home, at.gateway, ['sync', images, '--once', '--json']);
  if (summaryOf(output).stored === 0) throw new Error(`Nothing was stored: ${output}`);
  return milliseconds;
}

async function againstRclone(title: string, images: string, at: World, rounds: number, say: Say): Promise<void> {
  const environment = {
    AWS_ACCESS_KEY_ID: at.gateway.accessKeyId,
    AWS_SECRET_ACCESS_KEY: at.gateway.secretAccessKey,
    AWS_CA_BUNDLE: undefined,
  };
  const times = await sideBySide(rounds, {
    rclone: async () => {
      const bucket = await at.freshBucket();
      const s3 = ['--s3-provider', 'Ceph', '--s3-endpoint', at.gateway.endpoint, '--s3-env-auth'];
      const args = ['--config', '/dev/null', ...s3, 'copy', images, `:s3:${bucket}/originals`];
      return (await run('/usr/bin/rclone', args, environment)).milliseconds;
    },
    cloudroll: () => sync(at, images, undefined, false),
    withRecords: async () => sync(at, images, await at.freshTable(), false),
  });
  const factor = (times.cloudroll / times.rclone).toFixed(2);
  say(
    `${title}: rclone copy ${ms(times.rclone)}, cloudroll ${ms(times.cloudroll)} (${factor} ×), with records ${ms(times.withRecords)}`,
  );
}

async function againstScript(images: string, at: World, rounds: number, say: Say): Promise<void> {
  mkdirSync(at.folder, { recursive: true });
  const environment = {
    AWS_ACCESS_KEY_ID: at.gateway.accessKeyId,
    AWS_SECRET_ACCESS_KEY: at.gateway.secretAccessKey,
    AWS_CA_BUNDLE: undefined,
    S3_ENDPOINT: at.gateway.endpoint,
    DYNAMODB_ENDPOINT: at.dynamodbEndpoint,
  };
  const times = await sideBySide(rounds, {
    script: async () => {
      const [bucket, table] = [await at.freshBucket(), await at.freshTable()];
      return (await run('/usr/bin/python3', [script, images, bucket, table], environment)).milliseconds;
    },
    cloudroll: async () => sync(at, images, await at.freshTable(), true),
  });
  const factor = (times.script / times.cloudroll).toFixed(1);
  say(
    `60 photos with both renditions and records: Pillow + boto3 ${ms(times.script)}, cloudroll ${ms(times.cloudroll)} (${factor} × faster)`,
  );
}

function ms(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
