/** @file Keys are found where the profile says, and what goes wrong is told without a word of them. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { credentialsFor, keepKeys } from '../../electron/cloud/credentials.ts';
import type { Environment } from '../../electron/cloud/environment.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import type { CredentialSource } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const id = 'AKIAIOSFODNN7EXAMPLE';
const chain: CredentialSource = { kind: 'aws-chain' };
const account: CredentialSource = { kind: 'keychain', account: 'work' };

function find(source: CredentialSource, environment: Environment, keychain = memoryKeychain()) {
  return credentialsFor(source, { keychain, environment, clock: systemClock })();
}

/** Also searches what a log would print: message, stack, cause and every field. */
async function failureOf(asked: Promise<unknown>): Promise<unknown> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret.slice(0, 8));
  return error instanceof Failed ? error.failure : error;
}

/** An owner's home with these files in ~/.aws. */
async function home(files: Readonly<Record<string, string>>): Promise<{ HOME: string }> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.aws'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, '.aws', name), text);
  return { HOME: folder };
}

const staticKeys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

test('the chain takes the environment first', async () => {
  const environment = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: 'token' };
  expect(await find(chain, environment)).toEqual({ accessKeyId: id, secretAccessKey: secret, sessionToken: 'token' });
});

test('the chain takes the default profile of the shared files next', async () => {
  const environment = await home({ credentials: `[default]\n${staticKeys}` });
  expect(await find(chain, environment)).toMatchObject({ accessKeyId: id, secretAccessKey: secret });
});

test('AWS_PROFILE wins over keys in the environment, as in the SDK', async () => {
  const environment = await home({ credentials: `[work]\n${staticKeys}` });
  const both = { ...environment, AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'other', AWS_SECRET_ACCESS_KEY: 'other' };
  expect(await find(chain, both)).toMatchObject({ accessKeyId: id });
});

test('a named profile is read from the file that AWS_SHARED_CREDENTIALS_FILE names, anew each time', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'keys');
  await writeFile(file, `[work]\n${staticKeys}`);
  const environment = { HOME: folder, AWS_SHARED_CREDENTIALS_FILE: file };
  const keys = credentialsFor(
    { kind: 'aws-profile', name: 'work' },
    { keychain: memoryKeychain(), environment, clock: systemClock },
  );
  expect(await keys()).toMatchObject({ accessKeyId: id });
  await writeFile(file, `[work]\naws_access_key_id = NEW\naws_secret_access_key = ${secret}\n`);
  expect(await keys()).toMatchObject({ accessKeyId: 'NEW' });
});

test.skipIf(process.platform === 'win32')('a credential_process of a profile is run', async () => {
  const environment = await home({});
  const program = join(environment.HOME, 'keys.sh');
  await writeFile(program, `#!/bin/sh\necho '{"Version":1,"AccessKeyId":"${id}","SecretAccessKey":"${secret}"}'\n`);
  await chmod(program, 0o700);
  await writeFile(join(environment.HOME, '.aws', 'config'), `[profile work]\ncredential_process = ${program}\n`);
  expect(await find({ kind: 'aws-profile', name: 'work' }, environment)).toMatchObject({ secretAccessKey: secret });
});

test.skipIf(process.platform === 'win32').each([
  ['prints nonsense', `echo '${secret} is no JSON'`, 'no-credentials'],
  ['fails, with the keys among its last words', `sh -c 'echo ${secret} >&2; exit 1'`, 'no-credentials'],
  [
    'fails because a login has run out',
    `sh -c 'echo The token ${secret} has expired >&2; exit 1'`,
    'expired-credentials',
  ],
])('a credential_process that %s is not quoted', async (_, command, code) => {
  const environment = await home({ config: `[profile work]\ncredential_process = ${command}\n` });
  const failure = await failureOf(find({ kind: 'aws-profile', name: 'work' }, environment));
  expect(failure).toMatchObject({ code, subject: 'AWS profile work' });
});

test('without any keys the chain says so at once, and asks no metadata service', async () => {
  const failure = await failureOf(find(chain, await home({})));
  expect(failure).toMatchObject({ code: 'no-credentials', retry: 'after-user-acts', scope: 'profile' });
});

test('a profile that the files do not have is no credentials', async () => {
  const environment = await home({ credentials: `[default]\n${staticKeys}` });
  const failure = await failureOf(find({ kind: 'aws-profile', name: 'gone' }, environment));
  expect(failure).toMatchObject({ code: 'no-credentials', subject: 'AWS profile gone' });
});

test('keys that have run out are expired, not missing', async () => {
  const environment = {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  };
  expect(await failureOf(find(chain, environment))).toMatchObject({ code: 'expired-credentials' });
});

test('an SSO login that was never made or has run out is told apart from a missing profile', async () => {
  const config =
    '[profile work]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\n' +
    'sso_account_id = 123456789012\nsso_role_name = photos\n';
  const failure = await failureOf(find({ kind: 'aws-profile', name: 'work' }, await home({ config })));
  expect(failure).toMatchObject({
    code: expect.stringMatching(/^(no|expired)-credentials$/),
    subject: 'AWS profile work',
  });
});

test('keys kept in the keychain come back', async () => {
  const keychain = memoryKeychain();
  await keepKeys(keychain, 'work', { accessKeyId: id, secretAccessKey: secret });
  expect(await find(account, {}, keychain)).toEqual({ accessKeyId: id, secretAccessKey: secret });
});

test('an account that the keychain does not have is no credentials', async () => {
  const failure = await failureOf(find(account, {}));
  expect(failure).toMatchObject({ code: 'no-credentials', subject: 'keychain account work' });
});

test.each([
  ['no JSON', secret],
  ['another shape', JSON.stringify({ secretAccessKey: secret })],
  ['an empty key id', JSON.stringify({ accessKeyId: '', secretAccessKey: secret })],
])('what the keychain holds is %s: said, and not quoted', async (_, kept) => {
  const keychain = memoryKeychain();
  await keychain.keep('work', kept);
  expect(await failureOf(find(account, {}, keychain))).toMatchObject({
    code: 'no-credentials',
    detail: 'not readable',
  });
});

test("the keychain's own failures pass through", async () => {
  const locked = keychainFailed({ code: 'keychain-locked', detail: 'locked' });
  const keychain = { ...memoryKeychain(), read: () => Promise.reject(locked) };
  await expect(find(account, {}, keychain)).rejects.toBe(locked);
});
