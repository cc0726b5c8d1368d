/** @file What a table for records should be, one setting after another; runs in main and terminal. */
import {
  DescribeContinuousBackupsCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SetUpDeed, SetUpWish, TableEncryption } from '../../shared/set-up.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import { asking, awsFailure, isVendorError } from './aws-failure.ts';
import { createRecordTable, indexKeys } from './dynamo-create-table.ts';
import { describeTable, makeIndex, settle, updateTable } from './dynamo-table-changes.ts';
import { tableLook } from './dynamo-table-look.ts';
import { type Look, lookAt, type Step, settingOf } from './set-up-step.ts';
import { hasTags, spelledTags, tagSet } from './tags.ts';

export type TableTarget = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** As the profile knows it: of a table that was there before. */
  readonly recordKey: string | undefined;
  readonly clock: Clock;
};

/** In the order in which they are to be made, that of the thing itself first; only what is wished. */
export function tableSteps(target: TableTarget, wish: SetUpWish): [Step, ...Step[]] {
  return [
    tableStep(target, wish.capacity),
    indexesStep(target),
    capacityStep(target, wish.capacity),
    encryptionStep(target, wish.tableEncryption),
    ...(wish.pointInTimeRecovery ? [recoveryStep(target)] : []),
    ...(wish.deletionProtection ? [protectionStep(target)] : []),
    ...(Object.keys(wish.tags).length > 0 ? [tagsStep(target, wish.tags)] : []),
  ];
}

function tableStep({ client, table, recordKey }: TableTarget, capacity: SetUpWish['capacity']): Step {
  const wished = recordKey ?? 'user_id image_id';
  return {
    deed: 'table',
    on: table,
    wished,
    look: async (signal) => {
      try {
        const look = tableLook(table, await describeTable(client, table, signal));
        const found = look.key.join(' ');
        // Keys are for life: another key is another table, or is taken over as it is.
        return { state: found === wished ? 'present' : 'cannot-mend', found };
      } catch (error) {
        if (error instanceof Failed && error.failure.code === 'no-table') return { state: 'missing', found: null };
        throw error;
      }
    },
    make: (signal) => createRecordTable(client, table, signal, capacity),
  };
}

function indexesStep(target: TableTarget): Step {
  const { client, table } = target;
  const wished = [...indexKeys.keys()];
  return {
    ...described(target, 'indexes', wished.join(' '), (found) => {
      const { indexes } = tableLook(table, found);
      const has = wished.filter((name) => indexes.some((index) => index.name === name));
      const state = has.length === wished.length ? 'present' : 'differs';
      return { state, found: indexes.map(({ name }) => name).join(' ') || null };
    }),
    make: async (signal) => {
      for (const name of wished) await makeIndex(target, name, signal);
      await settle({ ...target, client }, signal);
    },
  };
}

function capacityStep(target: TableTarget, wish: SetUpWish['capacity']): Step {
  const units = wish.kind === 'provisioned' ? { ReadCapacityUnits: wish.read, WriteCapacityUnits: wish.write } : null;
  const wished =
    units === null
      ? 'PAY_PER_REQUEST'
      : `PROVISIONED ${wish.kind === 'provisioned' ? `${wish.read}/${wish.write}` : ''}`;
  return {
    ...described(target, 'capacity', wished, ({ BillingModeSummary, ProvisionedThroughput: has }) => {
      // AWS says nothing of the mode for a table that has always been provisioned.
      const mode = BillingModeSummary?.BillingMode ?? 'PROVISIONED';
      const found = mode === 'PROVISIONED' ? `${mode} ${has?.ReadCapacityUnits}/${has?.WriteCapacityUnits}` : mode;
      return { state: found === wished ? 'present' : 'differs', found };
    }),
    // Units that are paid for by the hour are no fault, and others may count on them.
    ...(units === null ? { isChoice: true as const } : {}),
    make: async (signal) => {
      const { GlobalSecondaryIndexes = [] } = await describeTable(target.client, target.table, signal);
      const Update = (IndexName: string | undefined) => ({ IndexName, ProvisionedThroughput: units ?? undefined });
      const change =
        units === null
          ? { BillingMode: 'PAY_PER_REQUEST' as const }
          : {
              BillingMode: 'PROVISIONED' as const,
              ProvisionedThroughput: units,
              GlobalSecondaryIndexUpdates: GlobalSecondaryIndexes.map(({ IndexName }) => ({
                Update: Update(IndexName),
              })),
            };
      await updateTable(target, change, signal);
    },
  };
}

function encryptionStep(target: TableTarget, wish: TableEncryption): Step {
  const key = wish.kind === 'kms' ? wish.key : undefined;
  const wished = wish.kind === 'dynamodb' ? 'AWS_OWNED_KEY' : ['KMS', key].filter(Boolean).join(' ');
  return {
    ...described(target, 'table-encryption', wished, ({ SSEDescription: has }) => {
      // Every table is encrypted; with the key of the service itself nothing is said.
      if (has === undefined || has.Status === 'DISABLED') {
        return { state: wish.kind === 'dynamodb' ? 'present' : 'differs', found: 'AWS_OWNED_KEY' };
      }
      const found = [has.SSEType, has.KMSMasterKeyArn].filter(Boolean).join(' ');
      const isAsWished = key === undefined || has.KMSMasterKeyArn === key || has.KMSMasterKeyArn?.endsWith(`/${key}`);
      return { state: isAsWished === true ? 'present' : 'differs', found };
    }),
    make: (signal) =>
      updateTable(
        target,
        {
          SSESpecification: { Enabled: true, SSEType: 'KMS', ...(key === undefined ? {} : { KMSMasterKeyId: key }) },
        },
        signal,
      ),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html */
const mostTries = 30;
const restBetween: Milliseconds = 2_000;

function recoveryStep({ client, table: TableName, clock }: TableTarget): Step {
  return {
    deed: 'point-in-time-recovery',
    on: TableName,
    wished: 'ENABLED',
    look: async (signal) => {
      const setting = await settingOf(TableName, ['ContinuousBackupsUnavailableException'], async () => {
        const command = new DescribeContinuousBackupsCommand({ TableName });
        const { ContinuousBackupsDescription: said } = await client.send(command, { abortSignal: signal });
        return said?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      });
      const look = lookAt(setting, (found) => found === 'ENABLED', String);
      return look.state === 'differs' ? { ...look, state: 'missing' } : look;
    },
    make: async (signal) => {
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
      const command = new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification });
      for (let tries = 1; ; tries += 1) {
        try {
          await client.send(command, { abortSignal: signal });
          return;
        } catch (error) {
          // A table that was made just now has no backups to switch on for some seconds.
          const isYoung = isVendorError(error, 'ContinuousBackupsUnavailableException') && tries < mostTries;
          if (!isYoung) throw awsFailure(error, TableName);
        }
        await clock.sleep(restBetween, signal);
      }
    },
  };
}

function protectionStep(target: TableTarget): Step {
  return {
    ...described(target, 'deletion-protection', 'true', ({ DeletionProtectionEnabled: isOn }) => {
      // AWS always says it; a server that does not, does not know it.
      if (isOn === undefined) return { state: 'not-offered', found: null };
      return { state: isOn ? 'present' : 'missing', found: String(isOn) };
    }),
    make: (signal) => updateTable(target, { DeletionProtectionEnabled: true }, signal),
  };
}

/** Tags of others stay: DynamoDB adds those that are said. */
function tagsStep({ client, table }: TableTarget, tags: Readonly<Record<string, string>>): Step {
  const arn = async (signal: AbortSignal): Promise<string> =>
    (await describeTable(client, table, signal)).TableArn ?? '';
  return {
    deed: 'table-tags',
    on: table,
    wished: spelledTags(tagSet(tags)),
    look: async (signal) => {
      const ResourceArn = await arn(signal);
      const setting = await settingOf(table, [], async () => {
        const command = new ListTagsOfResourceCommand({ ResourceArn });
        return (await client.send(command, { abortSignal: signal })).Tags;
      });
      const look = lookAt(setting, (found) => hasTags(found, tags), spelledTags);
      return look.found === '' ? { state: 'missing', found: null } : look;
    },
    make: async (signal) => {
      const command = new TagResourceCommand({ ResourceArn: await arn(signal), Tags: tagSet(tags) });
      await asking(table, () => client.send(command, { abortSignal: signal }));
    },
  };
}

/** A step whose look needs no more than the table's description. */
function described(
  { client, table }: TableTarget,
  deed: SetUpDeed,
  wished: string,
  judge: (description: TableDescription) => Look,
): Omit<Step, 'make'> {
  return { deed, on: table, wished, look: async (signal) => judge(await describeTable(client, table, signal)) };
}
