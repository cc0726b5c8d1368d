/** @file The servers of a durability test on Ceph: objects in its gateway, records in the built-in cloud's DynamoDB. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { Servers } from './cloud-under-test.ts';

type Gateway = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** One key opens both. */
export async function cephServers(gateway: Gateway): Promise<Servers & { readonly close: () => Promise<void> }> {
  const { endpoint, accessKeyId, secretAccessKey } = gateway;
  const folder = absolutePath(await mkdtemp(join(tmpdir(), 'cloudroll-records-')));
  const credentials = { accessKeyId, secretAccessKey };
  const local = await startLocalCloud({ folder, clock: systemClock, credentials });
  return {
    ...credentials,
    region: local.region,
    s3Endpoint: endpoint,
    dynamodbEndpoint: local.dynamodbEndpoint,
    close: async () => {
      await local.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
