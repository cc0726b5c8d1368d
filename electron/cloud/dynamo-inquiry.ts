/** @file What a person's questions about a profile ask of its table; main and terminal. */
import type { Profile } from '../../shared/profile.ts';
import type { DynamoConnection } from './dynamo-client.ts';
import { tableItems } from './dynamo-items.ts';
import { askIndex, lookAtTable } from './dynamo-table-look.ts';
import type { TableInquiry } from './inquiry.ts';

/** The client is the caller's and stays open. */
export function tableInquiry({ table = '', userId }: Profile, dynamo: DynamoConnection['client']): TableInquiry {
  return {
    lookAtTable: (signal) => lookAtTable(dynamo, table, signal),
    askIndex: (index, signal) => askIndex(dynamo, { table, index, userId }, signal),
    items: (signal) => tableItems(dynamo, table, signal),
  };
}
