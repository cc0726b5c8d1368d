/** @file Hands a profile's table to the journey, counted; by itself, for its vendor's code is loaded only where there is a table. */
import type { Profile } from '../shared/profile.ts';
import type { AwsKeysProvider } from './cloud/aws-keys.ts';
import { dynamoClient } from './cloud/dynamo-client.ts';
import { countDynamo } from './cloud/dynamo-counted.ts';
import { tableInquiry } from './cloud/dynamo-inquiry.ts';
import type { TableInquiry } from './cloud/inquiry.ts';
import type { CountRequest } from './cloud/request-counts.ts';
import type { ClientOptions } from './cloud/s3-client.ts';
import { dynamoRecordStore } from './journey/record/dynamo-record-store.ts';
import type { RecordStore } from './journey/record/record-store.ts';

export type OpenedTable = {
  readonly records: RecordStore;
  readonly inquiry: TableInquiry;
  readonly dropSockets: () => void;
  readonly close: () => void;
};

/** Whoever opens it closes it. */
export function openTable(
  profile: Profile & { readonly table: string },
  keys: AwsKeysProvider,
  options: ClientOptions,
  count: CountRequest | null,
): OpenedTable {
  const { client, dropSockets, close } = dynamoClient(profile, keys, options);
  if (count !== null) countDynamo(client, count);
  const records = dynamoRecordStore(client, profile.table, profile.recordKey);
  return { records, inquiry: tableInquiry(profile, client), dropSockets, close };
}
