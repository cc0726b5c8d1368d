/** @file Hands the vendors to the journey: the stores of one profile, limited, gated and counted; main or terminal. */
import type { RequestClass } from '../shared/cost.ts';
import type { Profile } from '../shared/profile.ts';
import { noTable, openInquiry } from './cloud/inquiry.ts';
import { type KeyParts, profileKeys } from './cloud/profile-keys.ts';
import type { CountRequest } from './cloud/request-counts.ts';
import { type ClientOptions, s3Client } from './cloud/s3-client.ts';
import { countS3 } from './cloud/s3-counted.ts';
import type { Cloud } from './journey/journey.ts';
import type { Line } from './journey/open-line.ts';
import { noRecordStore } from './journey/record/no-record-store.ts';
import { gatedObjectStore } from './journey/upload/gated-object-store.ts';
import { type ObjectLinks, s3Links } from './journey/upload/s3-links.ts';
import { s3ObjectStore } from './journey/upload/s3-object-store.ts';
import { paceBodies } from './journey/upload/s3-pace.ts';
import type { openTable } from './open-table.ts';

export type OpenedCloud = {
  readonly profile: Profile;
  readonly cloud: Cloud;
  readonly links: ObjectLinks;
  readonly dropSockets: () => void;
  readonly close: () => void;
};

/** Told of every request that was answered, with the bytes of its bodies. */
export type CountUse = (profile: string, of: RequestClass, sent: number, received: number) => void;

/** A profile, and what opens its table where it has one. */
export type ToOpen = { readonly profile: Profile; readonly openTable: typeof openTable | null };

/** Whoever opens it closes it. Without a line, nothing is limited or gated. */
export function openCloud(
  { profile, openTable }: ToOpen,
  parts: KeyParts,
  client: ClientOptions,
  line: Line | null,
  count: CountUse | null,
): OpenedCloud {
  const keys = profileKeys(profile, { ...parts, clients: client });
  const s3 = s3Client(profile, keys, client);
  const counting: CountRequest | null = count === null ? null : (...used) => count(profile.name, ...used);
  const { table: name } = profile;
  const table = name === undefined ? null : openTable?.({ ...profile, table: name }, keys, client, counting);
  if (table === undefined) throw new Error(`Nothing opens the table of ${profile.name}`);
  if (line !== null) paceBodies(s3.client, line.pace);
  if (counting !== null) countS3(s3.client, counting);
  const objects = s3ObjectStore(s3.client);
  return {
    profile,
    cloud: {
      profile,
      objects: line === null ? objects : gatedObjectStore(objects, line),
      records: table?.records ?? noRecordStore,
      inquiry: openInquiry(profile, { s3: s3.client, table: table?.inquiry ?? noTable, keys, options: client }),
    },
    links: s3Links(s3.client),
    dropSockets: () => {
      s3.dropSockets();
      table?.dropSockets();
    },
    close: () => {
      s3.close();
      table?.close();
    },
  };
}
