/** @file The account in a policy's documents: asked of the token service, and left open where there is none. */
import { expect, test } from 'vitest';
import { ownAccount } from '../../../electron/library/own-cloud/own-account.ts';
import { memoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { Profile } from '../../../shared/profile.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { callerIdentity, recordedServer } from '../../fixtures/recorded-server.ts';
import { deadEndpoint } from '../../fixtures/tcp-servers.ts';
import { signal } from './own-cloud-world.ts';

function parts() {
  const environment = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' };
  return { keychain: memoryKeychain(), environment, clock: manualClock(Date.now()) };
}

const profileAt = (stsEndpoint: string) =>
  Profile.parse({
    ...{ name: 'p', region: 'eu-west-1', bucket: 'photos', userId: 'me', s3Endpoint: stsEndpoint, stsEndpoint },
    credentials: { kind: 'aws-chain' },
  });

test('is what the token service says', async () => {
  const service = await recordedServer(() => callerIdentity('123456789012', 'jo'));
  expect(await ownAccount(profileAt(service.endpoint), parts(), signal)).toBe('123456789012');
});

test('is open where it is no account of AWS, or nobody answers', async () => {
  const service = await recordedServer(() => callerIdentity('ceph', 'jo'));
  expect(await ownAccount(profileAt(service.endpoint), parts(), signal)).toBeNull();
  expect(await ownAccount(profileAt(await deadEndpoint()), parts(), signal)).toBeNull();
});
