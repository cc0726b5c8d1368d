/** @file The .env files of other programs: what they say of a cloud, whose keys stay inside and leave the file when asked. */
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvFile, removeKeysFrom } from '../../electron/cloud/env-file.ts';
import { type AbsolutePath, absolutePath } from '../../electron/foundation/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const tutorial = `# settings of the image app
AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
export AWS_SESSION_TOKEN='token'
REGION_NAME=eu-west-2
S3_BUCKET=ar-images
IMAGE_METADATA_TABLE=ar-ImageMetadata
DEBUG=1
`;

async function file(text: string): Promise<AbsolutePath> {
  const path = join(temporaryFolder(), '.env');
  await writeFile(path, text);
  return absolutePath(path);
}

test('region, bucket and table are told, and of the key only its ending', async () => {
  const { told, keys } = await readEnvFile(await file(tutorial));
  expect(told).toMatchObject({
    region: 'eu-west-2',
    bucket: 'ar-images',
    table: 'ar-ImageMetadata',
    s3Endpoint: null,
    keyEnding: 'MPLE',
  });
  expect(JSON.stringify(told)).not.toMatch(/AKIA|wJalr|token/);
  expect(keys).toEqual({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: 'token',
  });
});

test('an emulator and two buckets are told', async () => {
  const text =
    'AWS_ENDPOINT_URL=http://localhost:4566\nSOURCE_BUCKET=in\nDESTINATION_BUCKET=out\nDYNAMODB_TABLE=images\n';
  const { told, keys } = await readEnvFile(await file(text));
  expect(told).toMatchObject({
    s3Endpoint: 'http://localhost:4566',
    dynamodbEndpoint: 'http://localhost:4566',
    bucket: 'in',
    renditionsBucket: 'out',
    table: 'images',
    keyEnding: null,
  });
  expect(keys).toBeNull();
});

test('a file of something else, a huge one, and none are said to be so', async () => {
  const nothing = { failure: { code: 'bad-settings', detail: 'no cloud in it' } };
  await expect(readEnvFile(await file('COLOUR=blue\n'))).rejects.toMatchObject(nothing);
  await expect(readEnvFile(await file('A=1\n'.repeat(20_000)))).rejects.toMatchObject(nothing);
  await expect(readEnvFile(absolutePath(join(temporaryFolder(), 'none')))).rejects.toMatchObject({
    failure: { code: 'file-unreadable', detail: 'ENOENT' },
  });
});

test('the keys are taken out and every other line stays as it is, also the second time', async () => {
  const path = await file(tutorial);
  await chmod(path, 0o600);
  await removeKeysFrom(path);
  await removeKeysFrom(path);
  expect(await readFile(path, 'utf8')).toBe(
    '# settings of the image app\nREGION_NAME=eu-west-2\nS3_BUCKET=ar-images\nIMAGE_METADATA_TABLE=ar-ImageMetadata\nDEBUG=1\n',
  );
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
