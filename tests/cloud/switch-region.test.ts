/** @file A profile that takes over its bucket's region keeps the table that it had. */
import { expect, test } from 'vitest';
import { switchedTo } from '../../electron/cloud/switch-region.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { Profile } from '../../shared/profile.ts';

const plain = {
  ...{ name: 'p', region: 'us-east-1', bucket: 'photos', userId: 'me', credentials: { kind: 'aws-chain' } },
};
const inAws = Profile.parse({ ...plain, table: 'images' });
const nobody = () => Promise.reject(new Error('nobody is asked'));
const failing = (code: 'no-table' | 'denied') => () =>
  Promise.reject(new Failed({ code, retry: 'after-user-acts', scope: 'profile', subject: 'images' }));

test('without a table, or with a server of its own, only the region changes and nobody is asked', async () => {
  const withoutTable = Profile.parse(plain);
  expect(await switchedTo('eu-west-2', withoutTable, nobody)).toEqual({ ...withoutTable, region: 'eu-west-2' });
  const ownServer = Profile.parse({ ...plain, table: 'images', dynamodbEndpoint: 'http://127.0.0.1:1' });
  expect(await switchedTo('eu-west-2', ownServer, nobody)).toEqual({ ...ownServer, region: 'eu-west-2' });
});

test('a table that is where it was looked for stays there', async () => {
  const kept = { ...inAws, region: 'eu-west-2', dynamodbRegion: 'us-east-1' };
  expect(await switchedTo('eu-west-2', inAws, async () => 'there')).toEqual(kept);
});

test('one that cannot be asked about stays there too, and one that is not there goes along', async () => {
  expect(await switchedTo('eu-west-2', inAws, failing('denied'))).toMatchObject({ dynamodbRegion: 'us-east-1' });
  expect(await switchedTo('eu-west-2', inAws, failing('no-table'))).toEqual({ ...inAws, region: 'eu-west-2' });
});

test('a bucket that comes to where its table is needs no second region', async () => {
  const apart = { ...inAws, dynamodbRegion: 'eu-west-2' };
  expect(await switchedTo('eu-west-2', apart, nobody)).toEqual({ ...inAws, region: 'eu-west-2' });
});
