/** @file The token service in the shapes that AWS documents, from a server on loopback: whose keys, and keys of a role. */
import { expect, test } from 'vitest';
import { stsTokenService } from '../../electron/cloud/sts-tokens.ts';
import { RoleToAssume } from '../../shared/profile.ts';
import { assumedRole, callerIdentity, recordedServer, stsError } from '../fixtures/recorded-server.ts';

const forever = new AbortController().signal;
const keys = async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the secret' });
const role = RoleToAssume.parse({
  arn: 'arn:aws:iam::123456789012:role/photos',
  externalId: 'agreed-upon',
  duration: 1800,
  mfaDevice: 'arn:aws:iam::123456789012:mfa/jo',
});

test('the keys are told to be of an account and a user', async () => {
  const { endpoint, seen } = await recordedServer(() => callerIdentity('123456789012', 'Alice'));
  const service = stsTokenService({ region: 'eu-west-2', stsEndpoint: endpoint }, keys);
  expect(await service.whoAmI(forever)).toEqual({
    account: '123456789012',
    arn: 'arn:aws:iam::123456789012:user/Alice',
  });
  expect(seen[0]?.body).toContain('Action=GetCallerIdentity');
  service.close();
});

test('a role is assumed with everything that its owner asks for', async () => {
  const end = new Date('2026-11-21T13:34:41Z');
  const { endpoint, seen } = await recordedServer(() => assumedRole('ASIAIOSFODNN7EXAMPLE', 'another secret', end));
  const service = stsTokenService({ region: 'eu-west-2', stsEndpoint: endpoint }, keys);
  expect(await service.assume(role, '123456', forever)).toMatchObject({
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'another secret',
    expiration: end,
  });
  expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toMatchObject({
    Action: 'AssumeRole',
    RoleArn: role.arn,
    RoleSessionName: 'cloudroll',
    ExternalId: 'agreed-upon',
    DurationSeconds: '1800',
    SerialNumber: 'arn:aws:iam::123456789012:mfa/jo',
    TokenCode: '123456',
  });
  service.close();
});

test.each([
  [403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', 'mfa-needed'],
  [403, 'AccessDenied', 'User: arn:aws:iam::1:user/jo is not authorized to perform: sts:AssumeRole', 'denied'],
  [403, 'InvalidClientTokenId', 'The security token included in the request is invalid.', 'wrong-key'],
  [403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match', 'wrong-key'],
  [400, 'ExpiredTokenException', 'The security token included in the request is expired', 'expired-credentials'],
  [400, 'ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration', 'bad-settings'],
] as const)('%i %s (%s) is %s', async (status, code, message, expected) => {
  const { endpoint } = await recordedServer(() => stsError(status, code, message));
  const service = stsTokenService({ region: 'eu-west-2', stsEndpoint: endpoint }, keys);
  await expect(service.assume(role, '123456', forever)).rejects.toMatchObject({ failure: { code: expected } });
  service.close();
});
