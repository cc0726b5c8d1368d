/** @file What is typed about a person's own cloud becomes a wish, a profile, an address; nothing that cannot be right does. */
import { describe, expect, test } from 'vitest';
import { envDraftOf, envProfileOf } from '../../renderer/own-cloud/env-draft.ts';
import { pageFor, profilePageOf } from '../../renderer/own-cloud/parts.ts';
import { plainWish, wishOf } from '../../renderer/own-cloud/wish.ts';
import { noRole, roleDraftOf, roleOf } from '../../renderer/settings/profile/role-draft.ts';
import { formatMoney } from '../../renderer/words/format.ts';
import type { EnvFile } from '../../shared/credentials.ts';
import { RoleToAssume } from '../../shared/profile.ts';
import { SetUpWish } from '../../shared/set-up.ts';

describe('a wish', () => {
  test('untouched, is what the engine would take anyway', () => {
    expect(wishOf(plainWish)).toEqual(SetUpWish.parse({}));
  });

  test('takes lines as addresses and tags, and a key only where one is asked for', () => {
    const typed = {
      ...plainWish,
      uploadsFrom: ' https://photos.example \n\n',
      tags: 'owner=me\nnote=a=b',
      kmsKey: 'alias/mine',
    };
    expect(wishOf(typed)).toMatchObject({
      uploadsFrom: ['https://photos.example'],
      tags: { owner: 'me', note: 'a=b' },
      encryption: { kind: 's3' },
    });
    expect(wishOf({ ...typed, encryption: 'kms', tableEncryption: 'kms', bucketKey: false })).toMatchObject({
      encryption: { kind: 'kms', key: 'alias/mine', bucketKey: false },
      tableEncryption: { kind: 'kms', key: 'alias/mine' },
    });
  });

  test.each([
    ['days that are no number', { coldClass: 'GLACIER', coldDays: '' }],
    ['units that are none', { capacity: 'provisioned', readUnits: '0' }],
    ['an address that is none', { uploadsFrom: 'photos' }],
  ] as const)('with %s is none', (_, part) => {
    expect(wishOf({ ...plainWish, ...part })).toBeNull();
  });
});

describe('an .env file', () => {
  const nothing: EnvFile = {
    ...{ region: null, bucket: null, renditionsBucket: null, table: null },
    ...{ s3Endpoint: null, dynamodbEndpoint: null, awsProfile: null, keyEnding: null },
  };

  test('with a key becomes a profile whose keys are in the keychain under its name', () => {
    const file = { ...nothing, bucket: 'pictures', table: 'images', region: 'eu-west-2', keyEnding: 'WXYZ' };
    expect(envProfileOf({ ...envDraftOf('token', file), name: 'mine' })).toMatchObject({
      ...{ name: 'mine', bucket: 'pictures', table: 'images', region: 'eu-west-2' },
      credentials: { kind: 'keychain', account: 'profile:mine' },
    });
  });

  test('that names an AWS profile instead uses that one, and one with neither makes no profile', () => {
    const file = { ...nothing, bucket: 'pictures', awsProfile: 'work' };
    expect(envProfileOf(envDraftOf('token', file))).toMatchObject({
      credentials: { kind: 'aws-profile', name: 'work' },
    });
    expect(envProfileOf(envDraftOf('token', { ...file, awsProfile: null }))).toBeNull();
  });
});

describe('a role', () => {
  const arn = 'arn:aws:iam::123456789012:role/photos';

  test('untouched, is none; with its ARN alone it has what is usual', () => {
    expect(roleOf(noRole)).toEqual({ wrong: [] });
    expect(roleOf({ ...noRole, arn: ` ${arn} ` })).toEqual({
      role: { arn, sessionName: 'cloudroll', duration: 3600 },
      wrong: [],
    });
  });

  test('comes back from its texts as it was, to the second', () => {
    const mfaDevice = 'arn:aws:iam::123456789012:mfa/jo';
    const role = RoleToAssume.parse({ arn, externalId: 'agreed-upon', sessionName: 'mine', duration: 5000, mfaDevice });
    expect(roleOf(roleDraftOf(role))).toEqual({ role, wrong: [] });
    expect(roleDraftOf(undefined)).toEqual(noRole);
  });

  test('each text that cannot be right is named, and without its ARN there is none', () => {
    const texts = { arn: 'photos', externalId: 'a b', sessionName: '/', minutes: '14', mfaDevice: 'jo' };
    expect(roleOf(texts)).toEqual({ wrong: ['arn', 'mfaDevice', 'externalId', 'sessionName', 'minutes'] });
    expect(roleOf({ ...noRole, arn, minutes: 'an hour' })).toEqual({ wrong: ['minutes'] });
    expect(roleOf({ ...noRole, minutes: '30' })).toEqual({ wrong: ['arn'] });
  });
});

test('a page that there is not is the profile itself', () => {
  expect(profilePageOf(new URLSearchParams({ part: 'cost' }))).toBe('cost');
  expect(profilePageOf(new URLSearchParams({ part: 'costs' }))).toBe('profile');
});

test('a failure leads to the page where something can be done about it', () => {
  expect(pageFor('mfa-needed')).toBe('keys');
  expect(pageFor('budget-spent')).toBe('cost');
  expect(pageFor('timed-out')).toBe('profile');
});

test('an amount below a hundredth is not nought', () => {
  expect(formatMoney(12.3, 'EUR', 'en')).toBe('€12.30');
  expect(formatMoney(0.00042, 'EUR', 'en')).toBe('€0.00042');
  expect(formatMoney(0, 'EUR', 'en')).toBe('€0.00');
});
