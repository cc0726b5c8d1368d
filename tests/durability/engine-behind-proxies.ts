/** @file A folder, and an engine that reaches its servers through faulty proxies only; gone when the test is. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Profile } from '../../shared/profile.ts';
import { type FaultyProxy, faultyProxy } from '../fixtures/faulty-proxy.ts';
import { type CloudUnderTest, cloudUnderTest, type Servers } from './cloud-under-test.ts';
import { type EngineWish, type RunningEngine, startEngine } from './engine-world.ts';

export type EngineBehindProxies = {
  readonly cloud: CloudUnderTest;
  readonly s3: FaultyProxy;
  readonly dynamo: FaultyProxy;
  readonly folder: string;
  readonly start: (wish?: Partial<EngineWish>) => Promise<RunningEngine>;
};

/** `base` is the test file's own folder. Without renditions, unless asked for. */
export async function engineBehindProxies(
  base: string,
  servers: Servers,
  wish: Partial<Profile> = { renditions: [] },
): Promise<EngineBehindProxies> {
  const [s3, dynamo] = await Promise.all([faultyProxy(servers.s3Endpoint), faultyProxy(servers.dynamodbEndpoint)]);
  const cloud = await cloudUnderTest(servers, wish);
  const place = mkdtempSync(join(base, 'place-'));
  const folder = join(place, 'photos');
  mkdirSync(folder);
  const closers: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const close of closers) await close();
    cloud.close();
    await Promise.all([s3.close(), dynamo.close()]);
  });
  const profile = { ...cloud.profile, s3Endpoint: s3.endpoint, dynamodbEndpoint: dynamo.endpoint };
  return {
    cloud,
    s3,
    dynamo,
    folder,
    start: async (more = {}) => {
      const running = await startEngine({ home: join(place, 'home'), folder, profile, servers, ...more });
      closers.push(running.close);
      return running;
    },
  };
}
