/** @file Builds the S3 client of a profile: one attempt per call, no checksums but ours, sockets that can be dropped. */
import { S3Client } from '@aws-sdk/client-s3';
import type { Profile } from '../../shared/profile.ts';
import type { Milliseconds } from '../foundation/clock.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import { type ConnectionTimeouts, smithyConnections } from './smithy-connections.ts';

/** The longest answer is that to 16 MiB, our largest body, on a line of 150 kbit/s. */
const s3Timeouts: ConnectionTimeouts = { connect: 5_000, idle: 30_000, answer: 15 * 60_000 };

export type S3Connection = {
  readonly client: S3Client;
  /** See Connections.drop. */
  readonly dropSockets: () => void;
  /** Ends it; what is in flight fails. Twice is harmless. */
  readonly close: () => void;
};

export type ClientOptions = {
  readonly timeouts?: ConnectionTimeouts;
  /** Milliseconds by which the server's clock is ahead of ours; the client learns it from every answer. */
  readonly clockOffset?: Milliseconds;
};

/**
 * Retries are the journey's: the SDK's own share a small budget and report our own success as a conflict. Its default
 * CRC32 is off, because every body carries our SHA-256 and many stores know no other: see s3-object-store.ts.
 */
export function s3Client(
  profile: Pick<Profile, 'region' | 's3Endpoint' | 'addressing'>,
  keys: AwsKeysProvider,
  options: ClientOptions = {},
): S3Connection {
  const connections = smithyConnections(options.timeouts ?? s3Timeouts);
  const client = new S3Client({
    region: profile.region,
    ...(profile.s3Endpoint === undefined ? {} : { endpoint: profile.s3Endpoint }),
    forcePathStyle: profile.addressing === 'path',
    credentials: keys,
    maxAttempts: 1,
    requestHandler: connections.handler,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
    followRegionRedirects: false,
    // Anything but "standard" can ask the instance metadata service, which stalls outside of EC2.
    defaultsMode: 'standard',
    systemClockOffset: options.clockOffset ?? 0,
  });
  return { client, dropSockets: connections.drop, close: () => client.destroy() };
}
