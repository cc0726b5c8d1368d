/** @file What this computer has that opens a cloud: named profiles by kind, the environment, the keychain; never a secret. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectedProfiles } from '../../electron/cloud/aws-profiles.ts';
import { detectCredentials } from '../../electron/cloud/detect-credentials.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const config = `
[default]
region = eu-central-1
[profile work-sso]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Photos
region = eu-west-2
[profile old-sso]
sso_start_url = https://example.awsapps.com/start
[profile tool]
credential_process = /usr/bin/keys --json
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = default
mfa_serial = arn:aws:iam::123456789012:mfa/jo
[profile pod]
role_arn = arn:aws:iam::123456789012:role/pod
web_identity_token_file = /var/run/token
[profile signed-in]
login_session = arn:aws:iam::123456789012:user/jo
[profile empty]
output = json
[sso-session work]
sso_start_url = https://work.awsapps.com/start
[services local]
`;

async function home(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(join(folder, '.aws'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, '.aws', name), text);
  return folder;
}

test('each profile is told by how its keys are come by, in the order of the SDK', async () => {
  const credentials = '[default]\naws_access_key_id = AKIA\naws_secret_access_key = the secret\n';
  const HOME = await home({ config, credentials });
  const found = await detectedProfiles({ HOME });
  expect(found.map(({ name, kind }) => [name, kind])).toEqual([
    ['default', 'keys'],
    ['admin', 'role'],
    ['empty', 'incomplete'],
    ['old-sso', 'sso'],
    ['pod', 'web-identity'],
    ['signed-in', 'login'],
    ['tool', 'process'],
    ['work-sso', 'sso'],
  ]);
  expect(found.find(({ name }) => name === 'admin')).toMatchObject({
    from: 'arn:aws:iam::123456789012:role/admin',
    needsMfa: true,
  });
  expect(found.find(({ name }) => name === 'work-sso')).toMatchObject({ from: 'work', region: 'eu-west-2' });
  expect(JSON.stringify(found)).not.toMatch(/the secret|AKIA|usr.bin.keys/);
});

test('no file is no profile, and a damaged one is what can be read of it', async () => {
  expect(await detectedProfiles({ HOME: temporaryFolder() })).toEqual([]);
  const HOME = await home({ config: '[profile a]\nregion = eu-west-2\n\u0000\u0001 nonsense' });
  expect((await detectedProfiles({ HOME })).map(({ name }) => name)).toEqual(['a']);
});

test('the environment and the keychain are told beside them', async () => {
  const HOME = temporaryFolder();
  const keychain = memoryKeychain();
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-2' };
  expect(await detectCredentials({ HOME, ...keys }, keychain)).toEqual({
    profiles: [],
    environment: { kind: 'keys', region: 'eu-west-2' },
    keychain: null,
  });
  expect((await detectCredentials({ HOME, ...keys, AWS_PROFILE: 'x' }, keychain)).environment?.kind).toBe(
    'aws-profile',
  );
  const token = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t' };
  expect((await detectCredentials({ HOME, ...token }, keychain)).environment?.kind).toBe('web-identity');
  expect((await detectCredentials({ HOME }, keychain)).environment).toBeNull();
});

test.each(['no-keychain', 'keychain-locked'] as const)('%s is said', async (code) => {
  const read = (): Promise<never> => Promise.reject(keychainFailed({ code, detail: 'test' }));
  const found = await detectCredentials({ HOME: temporaryFolder() }, { ...memoryKeychain(), read });
  expect(found.keychain).toBe(code);
});
