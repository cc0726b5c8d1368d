/** @file Whose keys a profile has and how old they are, and whether new ones may take their place; from recorded answers. */
import { expect, test } from 'vitest';
import { keepKeys } from '../../electron/cloud/credentials.ts';
import { whoAmI } from '../../electron/cloud/inquiry.ts';
import { accountOf, keysInUse, tryNewKeys } from '../../electron/cloud/keys-in-use.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { sessionKeychain } from '../../electron/secrets/session-keychain.ts';
import { Profile, RoleToAssume } from '../../shared/profile.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { callerIdentity, type RecordedAnswer, recordedServer, s3Error, stsError } from '../fixtures/recorded-server.ts';

const forever = new AbortController().signal;
const now = Date.UTC(2026, 10, 21);
const oldKeys = { accessKeyId: 'AKIAOLDKEYEXAMPLE', secretAccessKey: 'old' };
const newKeys = { accessKeyId: 'AKIANEWKEYEXAMPLE', secretAccessKey: 'new' };
const emptyList = `<?xml version="1.0"?><ListBucketResult><Name>photos</Name><IsTruncated>false</IsTruncated></ListBucketResult>`;

/** `sts` answers by the access key id that signed. */
async function world(
  sts: (accessKeyId: string) => RecordedAnswer,
  s3: RecordedAnswer = { status: 200, body: emptyList },
) {
  const tokens = await recordedServer(({ headers }) =>
    sts(/Credential=([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? ''),
  );
  const objects = await recordedServer(() => s3);
  const profile = Profile.parse({
    ...{ name: 'p', region: 'eu-west-2', bucket: 'photos', userId: 'me', addressing: 'path' },
    ...{ s3Endpoint: objects.endpoint, stsEndpoint: tokens.endpoint },
    credentials: { kind: 'keychain', account: accountOf('p') },
  });
  const keychain = sessionKeychain(memoryKeychain());
  await keepKeys(keychain, accountOf('p'), { ...oldKeys, keptAt: now - 90 * 24 * 3_600_000 });
  return { profile, keychain, parts: { keychain, environment: {}, clock: manualClock(now) } };
}

test('account, name, ending and age are told, and no secret', async () => {
  const { profile, parts } = await world(() => callerIdentity('123456789012', 'jo'));
  expect(await keysInUse(profile, parts, forever)).toEqual({
    source: { kind: 'keychain', account: 'profile:p' },
    role: null,
    identity: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/jo' },
    ending: 'MPLE',
    keptAt: now - 90 * 24 * 3_600_000,
    expiresAt: null,
    forSession: false,
  });
});

test('new keys are taken that open the bucket and are of the same account', async () => {
  const { profile, parts } = await world(() => callerIdentity('123456789012', 'jo'));
  await expect(tryNewKeys(profile, newKeys, parts, forever)).resolves.toBeUndefined();
});

test('new keys of another account are refused', async () => {
  const { profile, parts } = await world((id) =>
    callerIdentity(id.includes('NEW') ? '999999999999' : '123456789012', 'jo'),
  );
  await expect(tryNewKeys(profile, newKeys, parts, forever)).rejects.toMatchObject({
    failure: { code: 'wrong-key', detail: 'of account 999999999999, not 123456789012' },
  });
});

test('new keys that do not open the bucket are refused, with what is missing', async () => {
  const message = 'User: a is not authorized to perform: s3:ListBucket on resource: b';
  const { profile, parts } = await world(() => callerIdentity('1', 'jo'), s3Error(403, 'AccessDenied', { message }));
  await expect(tryNewKeys(profile, newKeys, parts, forever)).rejects.toMatchObject({
    failure: { code: 'denied', action: 's3:ListBucket' },
  });
});

test('new keys of a role that asks for a code are asked about without one', async () => {
  const { profile, parts } = await world(() => callerIdentity('1', 'jo'), s3Error(403, 'AccessDenied'));
  const role = RoleToAssume.parse({ arn: 'arn:aws:iam::1:role/photos', mfaDevice: 'arn:aws:iam::1:mfa/jo' });
  await expect(tryNewKeys({ ...profile, role }, newKeys, parts, forever)).resolves.toBeUndefined();
});

test('old keys that work no longer keep nobody from new ones', async () => {
  const gone = stsError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  const { profile, parts } = await world((id) => (id.includes('NEW') ? callerIdentity('1', 'jo') : gone));
  await expect(tryNewKeys(profile, newKeys, parts, forever)).resolves.toBeUndefined();
});

test('a store that knows no token service is nobody’s business, unless the profile names one', async () => {
  const { endpoint } = await recordedServer(() => s3Error(405, 'MethodNotAllowed'));
  const asked = { keys: async () => oldKeys, options: {} };
  expect(await whoAmI({ region: 'r', s3Endpoint: endpoint }, asked, forever)).toBeNull();
  await expect(whoAmI({ region: 'r', stsEndpoint: endpoint }, asked, forever)).rejects.toMatchObject({
    failure: { code: 'not-offered' },
  });
});
