/** @file Reads the .env file of another program that puts images into S3 and DynamoDB; its keys never leave this process. */
import { readFile, stat } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import type { EnvFile } from '../../shared/credentials.ts';
import { Failed } from '../foundation/failed.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { endingOf, type KeptKeys } from './credentials.ts';
import { type Environment, textOf } from './environment.ts';
import { badSettings } from './home.ts';

/** The names that are known for each, the likeliest first. */
const names = {
  region: ['REGION_NAME', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_REGION_NAME', 'REGION'],
  bucket: [
    'S3_BUCKET',
    'S3_BUCKET_NAME',
    'BUCKET_NAME',
    'AWS_STORAGE_BUCKET_NAME',
    'AWS_S3_BUCKET',
    'SOURCE_BUCKET',
    'BUCKET',
  ],
  renditionsBucket: ['DESTINATION_BUCKET', 'DEST_BUCKET', 'PROCESSED_BUCKET'],
  table: ['IMAGE_METADATA_TABLE', 'DYNAMODB_TABLE', 'DYNAMODB_TABLE_NAME', 'TABLE_NAME', 'DDB_TABLE'],
  s3Endpoint: [
    'AWS_ENDPOINT_URL_S3',
    'S3_ENDPOINT_URL',
    'S3_ENDPOINT',
    'AWS_ENDPOINT_URL',
    'AWS_S3_ENDPOINT_URL',
    'LOCALSTACK_ENDPOINT',
  ],
  dynamodbEndpoint: [
    'AWS_ENDPOINT_URL_DYNAMODB',
    'DYNAMODB_ENDPOINT_URL',
    'DYNAMODB_ENDPOINT',
    'AWS_ENDPOINT_URL',
    'LOCALSTACK_ENDPOINT',
  ],
  awsProfile: ['AWS_PROFILE'],
  accessKeyId: ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY', 'ACCESS_KEY_ID'],
  secretAccessKey: ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY', 'SECRET_ACCESS_KEY'],
  sessionToken: ['AWS_SESSION_TOKEN'],
} as const satisfies Record<string, readonly string[]>;

/** Bytes: a file of settings is a few lines; anything larger is something else. */
export const largestEnvFile = 64 * 1024;

export type ReadEnvFile = {
  readonly told: EnvFile;
  /** Null where the file holds no whole key. Secret. */
  readonly keys: KeptKeys | null;
};

/** Throws Failed `file-unreadable`, and `bad-settings` with the detail `no cloud in it` for a file of something else. */
export async function readEnvFile(path: AbsolutePath): Promise<ReadEnvFile> {
  return envFileOf(await textAt(path), path);
}

/** The same of its text; `subject` is what a failure calls it. Throws Failed `bad-settings` likewise. */
export function envFileOf(text: string, subject: string): ReadEnvFile {
  const values: Environment = parseEnv(text);
  const find = (name: keyof typeof names): string | null =>
    names[name].map((one) => textOf(values, one)).find((text) => text !== undefined) ?? null;
  const [accessKeyId, secretAccessKey, sessionToken] = [
    find('accessKeyId'),
    find('secretAccessKey'),
    find('sessionToken'),
  ];
  const keys =
    accessKeyId === null || secretAccessKey === null
      ? null
      : { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
  const told: EnvFile = {
    region: find('region'),
    bucket: find('bucket'),
    renditionsBucket: find('renditionsBucket'),
    table: find('table'),
    s3Endpoint: find('s3Endpoint'),
    dynamodbEndpoint: find('dynamodbEndpoint'),
    awsProfile: find('awsProfile'),
    keyEnding: keys === null ? null : endingOf(keys),
  };
  const isEmpty = keys === null && Object.values(told).every((value) => value === null);
  if (isEmpty) throw new Failed({ ...badSettings(subject), detail: 'no cloud in it' });
  return { told, keys };
}

/**
 * Takes the lines of the keys out of the file, whole or not at all, and leaves every other line as it is. For when the
 * keychain has them and the person asked for it. Twice is harmless. Throws Failed `file-unreadable`.
 */
export async function removeKeysFrom(path: AbsolutePath): Promise<void> {
  const secret = new Set<string>([...names.accessKeyId, ...names.secretAccessKey, ...names.sessionToken]);
  const text = await textAt(path);
  const kept = text.split('\n').filter((line) => !secret.has(/^\s*(?:export\s+)?([A-Z_]+)\s*=/.exec(line)?.[1] ?? ''));
  const { mode } = await stat(path);
  await writeFileAtomic(path, kept.join('\n'), { mode }).catch((error: unknown) => {
    throw unreadable(error, path);
  });
}

async function textAt(path: AbsolutePath): Promise<string> {
  try {
    if ((await stat(path)).size > largestEnvFile) throw new Failed({ ...badSettings(path), detail: 'no cloud in it' });
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(error, path);
  }
}

function unreadable(error: unknown, subject: string): unknown {
  const detail = systemErrorCode(error);
  if (detail === undefined) return error;
  return new Failed({ code: 'file-unreadable', retry: 'after-user-acts', scope: 'image', subject, detail }, error);
}
