/** @file Builds the DynamoDB client of a profile: one attempt per call, short timeouts, sockets that can be dropped. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Profile } from '../../shared/profile.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import type { ClientOptions } from './s3-client.ts';
import { type ConnectionTimeouts, smithyConnections } from './smithy-connections.ts';

/** An item is at most 400 kB and a page 1 MB: whoever has not answered in half a minute does not. */
const dynamoTimeouts: ConnectionTimeouts = { connect: 5_000, idle: 30_000, answer: 30_000 };

export type DynamoConnection = {
  /** Speaks plain objects. */
  readonly client: DynamoDBDocumentClient;
  /** See Connections.drop. */
  readonly dropSockets: () => void;
  /** Ends it; what is in flight fails. Twice is harmless. */
  readonly close: () => void;
};

/** Retries are the journey's, as in s3-client.ts. Attributes that are undefined are left out of what is written. */
export function dynamoClient(
  profile: Pick<Profile, 'region' | 'dynamodbRegion' | 'dynamodbEndpoint'>,
  keys: AwsKeysProvider,
  options: ClientOptions = {},
): DynamoConnection {
  const connections = smithyConnections(options.timeouts ?? dynamoTimeouts);
  const client = new DynamoDBClient({
    region: profile.dynamodbRegion ?? profile.region,
    ...(profile.dynamodbEndpoint === undefined ? {} : { endpoint: profile.dynamodbEndpoint }),
    credentials: keys,
    maxAttempts: 1,
    requestHandler: connections.handler,
    defaultsMode: 'standard',
    systemClockOffset: options.clockOffset ?? 0,
  });
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    dropSockets: connections.drop,
    close: () => client.destroy(),
  };
}
