/** @file A profile from environment variables, and a name for each that is wrong. */
import { expect, test } from 'vitest';
import { profileFromEnvironment } from '../../electron/cloud/environment-profile.ts';
import { Failed } from '../../electron/foundation/failed.ts';

const complete = {
  CLOUDROLL_BUCKET: 'my-photos',
  CLOUDROLL_TABLE: 'images',
  CLOUDROLL_USER_ID: 'me',
  AWS_REGION: 'eu-central-1',
};

function failureOf(environment: Record<string, string>): unknown {
  try {
    return profileFromEnvironment(environment);
  } catch (error) {
    return error instanceof Failed ? error.failure : error;
  }
}

test('with none of our variables there is no such profile', () => {
  expect(profileFromEnvironment({ AWS_REGION: 'eu-central-1', CLOUDROLL_HOME: '/srv' })).toBeNull();
});

test('bucket, table, user and region are enough for AWS', () => {
  expect(profileFromEnvironment(complete)).toMatchObject({
    name: 'environment',
    region: 'eu-central-1',
    addressing: 'host',
    bucket: 'my-photos',
    table: 'images',
    userId: 'me',
    credentials: { kind: 'aws-chain' },
  });
});

test('everything can be said: renditions bucket, endpoints, and the profile of the AWS files', () => {
  const environment = {
    ...complete,
    CLOUDROLL_RENDITIONS_BUCKET: 'my-renditions',
    CLOUDROLL_S3_ENDPOINT: 'http://127.0.0.1:9000',
    CLOUDROLL_DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
    AWS_PROFILE: 'work',
  };
  expect(profileFromEnvironment(environment)).toMatchObject({
    renditionsBucket: 'my-renditions',
    s3Endpoint: 'http://127.0.0.1:9000',
    dynamodbEndpoint: 'http://127.0.0.1:8000',
    addressing: 'path',
    credentials: { kind: 'aws-profile', name: 'work' },
  });
});

test('the region falls back to AWS_DEFAULT_REGION, and matters only where AWS is asked', () => {
  const { AWS_REGION: _, ...rest } = complete;
  expect(profileFromEnvironment({ ...rest, AWS_DEFAULT_REGION: 'eu-west-1' })?.region).toBe('eu-west-1');
  const own = { CLOUDROLL_S3_ENDPOINT: 'http://nas:9000', CLOUDROLL_DYNAMODB_ENDPOINT: 'http://nas:8000' };
  expect(profileFromEnvironment({ ...rest, ...own })?.region).toBe('us-east-1');
});

test.each([['CLOUDROLL_BUCKET'], ['CLOUDROLL_TABLE'], ['CLOUDROLL_USER_ID'], ['AWS_REGION']])(
  'without %s, or with an empty one, that variable is named',
  (name) => {
    const missing = { code: 'bad-settings', subject: name, detail: 'missing' };
    expect(failureOf(Object.fromEntries(Object.entries(complete).filter(([other]) => other !== name)))).toMatchObject(
      missing,
    );
    expect(failureOf({ ...complete, [name]: '' })).toMatchObject(missing);
  },
);

test.each([
  ['CLOUDROLL_BUCKET', 'ab'],
  ['CLOUDROLL_RENDITIONS_BUCKET', 'x'.repeat(64)],
  ['CLOUDROLL_S3_ENDPOINT', 'nas:9000'],
  ['CLOUDROLL_S3_ENDPOINT', 'not an address'],
  ['CLOUDROLL_DYNAMODB_ENDPOINT', 'https://me:hunter2@nas:8000'],
])('%s=%s is not valid; it is named, its text is not', (name, text) => {
  const failure = failureOf({ ...complete, [name]: text });
  expect(failure).toMatchObject({ code: 'bad-settings', subject: name, detail: 'not valid' });
  expect(JSON.stringify(failure)).not.toContain(text);
});
