/** @file Opens the stores of each profile once and keeps them open; hands the vendors to the journey; main or terminal. */
import type { RequestClass } from '../shared/cost.ts';
import type { Profile } from '../shared/profile.ts';
import { dynamoClient } from './cloud/dynamo-client.ts';
import { countDynamo } from './cloud/dynamo-counted.ts';
import { openInquiry } from './cloud/inquiry.ts';
import { type KeyParts, profileKeys } from './cloud/profile-keys.ts';
import { type ClientOptions, s3Client } from './cloud/s3-client.ts';
import { countS3 } from './cloud/s3-counted.ts';
import { Failed } from './foundation/failed.ts';
import type { Cloud } from './journey/journey.ts';
import type { Line } from './journey/open-line.ts';
import { dynamoRecordStore } from './journey/record/dynamo-record-store.ts';
import { noRecordStore } from './journey/record/no-record-store.ts';
import { gatedObjectStore } from './journey/upload/gated-object-store.ts';
import { type ObjectLinks, s3Links } from './journey/upload/s3-links.ts';
import { s3ObjectStore } from './journey/upload/s3-object-store.ts';
import { paceBodies } from './journey/upload/s3-pace.ts';

export type Clouds = {
  /** Throws Failed `bad-settings` for a profile that there is not. */
  readonly open: (profile: string) => Promise<Cloud>;
  /** Addresses that anybody may use for a while. Throws as `open`. */
  readonly links: (profile: string) => Promise<ObjectLinks>;
  /** Sockets that slept are dead without knowing it: the next call opens new ones. */
  readonly dropSockets: () => void;
  readonly close: () => void;
};

type Opened = {
  readonly profile: Profile;
  readonly cloud: Cloud;
  readonly links: ObjectLinks;
  readonly dropSockets: () => void;
  readonly close: () => void;
};

/** Told of every request that was answered, with the bytes of its bodies. */
export type CountUse = (profile: string, of: RequestClass, sent: number, received: number) => void;

/** A profile that has changed since is opened anew. Without a line, nothing is limited or gated: for trying a profile. */
export function openClouds(
  profiles: () => readonly Profile[],
  parts: KeyParts,
  client: ClientOptions = {},
  line: Line | null = null,
  count: CountUse | null = null,
): Clouds {
  const opened = new Map<string, Opened>();
  const of = (name: string): Opened => {
    const profile = profiles().find((one) => one.name === name);
    if (profile === undefined) {
      throw new Failed({
        code: 'bad-settings',
        retry: 'after-user-acts',
        scope: 'profile',
        subject: `profile ${name}`,
      });
    }
    const before = opened.get(name);
    if (before?.profile === profile) return before;
    before?.close();
    const now = openCloud(profile, parts, client, line, count);
    opened.set(name, now);
    return now;
  };
  return {
    open: async (name) => of(name).cloud,
    links: async (name) => of(name).links,
    dropSockets: () => {
      for (const one of opened.values()) one.dropSockets();
    },
    close: () => {
      for (const one of opened.values()) one.close();
      opened.clear();
    },
  };
}

function openCloud(
  profile: Profile,
  parts: KeyParts,
  client: ClientOptions,
  line: Line | null,
  count: CountUse | null,
): Opened {
  const keys = profileKeys(profile, { ...parts, clients: client });
  const s3 = s3Client(profile, keys, client);
  const dynamo = dynamoClient(profile, keys, client);
  if (line !== null) paceBodies(s3.client, line.pace);
  if (count !== null) {
    countS3(s3.client, (...used) => count(profile.name, ...used));
    countDynamo(dynamo.client, (...used) => count(profile.name, ...used));
  }
  const objects = s3ObjectStore(s3.client);
  return {
    profile,
    cloud: {
      profile,
      objects: line === null ? objects : gatedObjectStore(objects, line),
      records:
        profile.table === undefined
          ? noRecordStore
          : dynamoRecordStore(dynamo.client, profile.table, profile.recordKey),
      inquiry: openInquiry(profile, { s3: s3.client, dynamo: dynamo.client, keys, options: client }),
    },
    links: s3Links(s3.client),
    dropSockets: () => {
      s3.dropSockets();
      dynamo.dropSockets();
    },
    close: () => {
      s3.close();
      dynamo.close();
    },
  };
}
