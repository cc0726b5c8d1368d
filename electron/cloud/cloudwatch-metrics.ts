/** @file Publishes counters to CloudWatch in the person's own account: only where they put it on; main process. */
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Profile } from '../../shared/profile.ts';
import { asking } from './aws-failure.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import type { ClientOptions } from './s3-client.ts';
import { smithyConnections } from './smithy-connections.ts';

/** Of the minutes that passed since they were last published. */
export type Counters = {
  readonly stored: number;
  readonly failed: number;
  /** Milliseconds from hash to stored, half of the images took less; null where none was stored. */
  readonly median: number | null;
};

/** Throws Failed when the account does not take them (`cloudwatch:PutMetricData`). Twice counts twice. */
export async function publishCounters(
  {
    profile,
    keys,
    at,
  }: { readonly profile: Pick<Profile, 'name' | 'region'>; readonly keys: AwsKeysProvider; readonly at: number },
  { stored, failed, median }: Counters,
  signal: AbortSignal,
  options: ClientOptions & { readonly endpoint?: string } = {},
): Promise<void> {
  const connections = smithyConnections(options.timeouts ?? { connect: 5_000, idle: 30_000, answer: 30_000 });
  const client = new CloudWatchClient({
    region: profile.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    credentials: keys,
    maxAttempts: 1,
    requestHandler: connections.handler,
    defaultsMode: 'standard',
    // Some hundred bytes: not worth a stream of its own.
    disableRequestCompression: true,
  });
  const shape = { Timestamp: new Date(at), Dimensions: [{ Name: 'Profile', Value: profile.name }] };
  const command = new PutMetricDataCommand({
    Namespace: metricsNamespace,
    MetricData: [
      { ...shape, MetricName: 'ImagesStored', Unit: 'Count', Value: stored },
      { ...shape, MetricName: 'TriesFailed', Unit: 'Count', Value: failed },
      ...(median === null
        ? []
        : [{ ...shape, MetricName: 'TimeToStore', Unit: 'Milliseconds' as const, Value: median }]),
    ],
  });
  try {
    await asking(metricsNamespace, () => client.send(command, { abortSignal: signal }));
  } finally {
    client.destroy();
  }
}
