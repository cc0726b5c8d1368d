/** @file Bucket and table of a profile's own, on the built-in cloud, on Ceph or on recorded answers, for the tests beside it. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type OwnCloud, openOwnCloud } from '../../../electron/library/own-cloud/own-cloud.ts';
import { memoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { Profile } from '../../../shared/profile.ts';
import { fastClock } from '../../fakes/fast-clock.ts';

export type OwnServers = {
  readonly region: string;
  readonly s3Endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Neither bucket nor table is there yet. */
export function ownCloudOn(servers: OwnServers, wish: Partial<Profile> = {}): OwnCloud {
  const name = `own-${randomUUID().slice(0, 8)}`;
  const profile = Profile.parse({
    name: 'own',
    region: servers.region,
    s3Endpoint: servers.s3Endpoint,
    dynamodbEndpoint: servers.dynamodbEndpoint,
    addressing: 'path',
    bucket: name,
    table: name,
    userId: 'me',
    credentials: { kind: 'aws-chain' },
    ...wish,
  });
  const { accessKeyId, secretAccessKey } = servers;
  const environment = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const cloud = openOwnCloud(profile, { keychain: memoryKeychain(), environment, clock: fastClock(100) });
  onTestFinished(cloud.close);
  return cloud;
}

/** What nobody ends. */
export const { signal } = new AbortController();

export async function gathered<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
