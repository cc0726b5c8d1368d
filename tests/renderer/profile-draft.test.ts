/** @file A profile that is being changed: what is typed becomes the profile, and what cannot be right is named. */
import { expect, test } from 'vitest';
import { draftOf, isChanged, profileOf } from '../../renderer/settings/profile/profile-draft.ts';
import { Profile } from '../../shared/profile.ts';

const profile = Profile.parse({
  name: 'photos',
  region: 'eu-central-1',
  s3Endpoint: 'https://store.example',
  bucket: 'pictures',
  table: 'images',
  userId: 'me',
  credentials: { kind: 'keychain', account: 'profile:photos' },
});

test('unchanged, it is the same profile and no key', () => {
  const draft = draftOf(profile);
  expect(isChanged(draft, profile)).toBe(false);
  expect(profileOf(draft)).toEqual({ kind: 'ready', save: { profile } });
});

test('an emptied field is absent, and the others stay', () => {
  const draft = draftOf(profile);
  const { table: _, ...without } = profile;
  const emptied = { ...draft, place: { ...draft.place, table: ' ' } };
  expect(isChanged(emptied, profile)).toBe(true);
  expect(profileOf(emptied)).toEqual({ kind: 'ready', save: { profile: without } });
});

test('every place of a profile can be changed', () => {
  const place = {
    dynamodbRegion: 'us-east-1',
    dynamodbEndpoint: 'https://tables.example',
    stsEndpoint: 'https://sts.example',
  };
  const elsewhere = { ...profile, ...place };
  expect(profileOf(draftOf(elsewhere))).toEqual({ kind: 'ready', save: { profile: elsewhere } });
  const draft = draftOf(profile);
  expect(profileOf({ ...draft, place: { ...draft.place, ...place } })).toEqual(profileOf(draftOf(elsewhere)));
});

test.each([
  ['bucket', { bucket: '' }],
  ['s3Endpoint', { s3Endpoint: 'store.example' }],
])('%s that cannot be right is named', (field, place) => {
  const draft = draftOf(profile);
  expect(profileOf({ ...draft, place: { ...draft.place, ...place } })).toEqual({ kind: 'wrong', field });
});

test('two renditions of one name are refused', () => {
  const draft = draftOf(profile);
  const [first] = profile.renditions;
  if (first === undefined) throw new Error('There are renditions');
  const renditions = [...profile.renditions, first];
  expect(profileOf({ ...draft, rest: { ...draft.rest, renditions } })).toEqual({ kind: 'wrong', field: 'renditions' });
});

test('a role is part of it, one that cannot be right is named, and an emptied one is absent', () => {
  const arn = 'arn:aws:iam::123456789012:role/photos';
  const draft = draftOf(profile);
  const typed = { ...draft, role: { ...draft.role, arn } };
  expect(isChanged(typed, profile)).toBe(true);
  const withRole = { ...profile, role: { arn, sessionName: 'cloudroll', duration: 3600 } };
  expect(profileOf(typed)).toEqual({ kind: 'ready', save: { profile: withRole } });
  expect(profileOf({ ...draft, role: { ...draft.role, arn: 'photos' } })).toEqual({ kind: 'wrong', field: 'role' });
  expect(profileOf({ ...draftOf(withRole), role: draft.role })).toEqual({ kind: 'ready', save: { profile } });
});

test('a key needs both of its halves, and goes to the keychain only', () => {
  const draft = draftOf(profile);
  expect(profileOf({ ...draft, accessKeyId: 'AKID' })).toEqual({ kind: 'wrong', field: 'secretAccessKey' });
  expect(profileOf({ ...draft, secretAccessKey: 's' })).toEqual({ kind: 'wrong', field: 'accessKeyId' });
  const both = { ...draft, accessKeyId: ' AKID ', secretAccessKey: 'secret' };
  expect(profileOf(both)).toEqual({
    kind: 'ready',
    save: { profile, keys: { accessKeyId: 'AKID', secretAccessKey: 'secret' } },
  });
  const elsewhere = { ...both, rest: { ...both.rest, credentials: { kind: 'aws-chain' } as const } };
  expect(profileOf(elsewhere)).toMatchObject({ save: { profile: { credentials: { kind: 'aws-chain' } } } });
  expect(profileOf(elsewhere)).not.toHaveProperty('save.keys');
});
