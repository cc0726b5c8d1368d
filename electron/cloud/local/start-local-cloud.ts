/** @file Starts S3 and DynamoDB on 127.0.0.1 with their data in one folder: for the demonstration, for tests, for trying out. */
import { mkdir } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';
import { type AbsolutePath, pathInside } from '../../foundation/paths.ts';
import { openBlobFolder } from './blob-folder.ts';
import { bucketIndex } from './bucket-index.ts';
import { openTables } from './dynalite-tables.ts';
import { dynamodbHandler } from './dynamodb-server.ts';
import { keptCredentials, type LocalCredentials } from './local-credentials.ts';
import { listenOnLoopback } from './loopback-server.ts';
import { openObjectDatabase } from './object-database.ts';
import { s3Handler } from './s3-server.ts';
import { smallBlobs } from './small-blobs.ts';
import { uploadIndex } from './upload-index.ts';
import { versionIndex } from './version-index.ts';

export type LocalCloudOptions = {
  /** Made where it is missing. One process at a time. */
  readonly folder: AbsolutePath;
  readonly clock: Clock;
  /** 0, the default, takes a free one. */
  readonly s3Port?: number;
  readonly dynamodbPort?: number;
  /** Default: made once and kept in the folder. */
  readonly credentials?: LocalCredentials;
  /** Hears of bugs in the servers; their clients hear an internal error. Default: they rise and end the process. */
  readonly unexpected?: (error: unknown) => void;
};

export type LocalCloud = {
  /** http://127.0.0.1:port, for path-style addressing. */
  readonly s3Endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly region: 'us-east-1';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Resolves when nothing runs any more and the folder can be opened again. Twice is harmless. */
  readonly close: () => Promise<void>;
};

const region = 'us-east-1';

/** Starting again on the same folder finds everything as it was. Throws Failed `ledger-in-use` and `bad-settings`. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { folder, clock, unexpected = rise } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    // The tables come first: LevelDB's lock keeps a second process out of the whole folder.
    const tables = await openTables(pathInside(folder, 'tables'));
    closers.push(tables.close);
    const credentials = options.credentials ?? (await keptCredentials(folder));
    const database = openObjectDatabase(pathInside(folder, 'objects.sqlite'));
    closers.push(database.close);
    const live = database.liveBlobs();
    const small = smallBlobs(database);
    const blobs = await openBlobFolder(pathInside(folder, 'objects'), small, (blob) => live.has(blob));
    const buckets = bucketIndex(database);
    const versions = versionIndex(database, buckets);
    const store = { database, buckets, versions, uploads: uploadIndex(database), blobs, clock, region };
    const key = { region, ...credentials } as const;
    const s3 = await listenOnLoopback(options.s3Port ?? 0, s3Handler(store, { ...key, service: 's3' }, unexpected));
    closers.push(s3.close);
    const dynamodb = await listenOnLoopback(
      options.dynamodbPort ?? 0,
      dynamodbHandler(tables, clock, { ...key, service: 'dynamodb' }, unexpected),
    );
    closers.push(dynamodb.close);
    return { ...credentials, region, s3Endpoint: s3.endpoint, dynamodbEndpoint: dynamodb.endpoint, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function rise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
