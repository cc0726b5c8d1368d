/** @file Everything a window asks, on a real engine with real processes and the local cloud; for the tests of api/ and of serve. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, vi } from 'vitest';
import { type Api, openApi } from '../../electron/api/open-api.ts';
import { windowRouter } from '../../electron/api/window-router.ts';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { forkPixels, pixelEnvironment } from '../../electron/fork-pixels.ts';
import { forkWatching } from '../../electron/fork-watching.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { noCrash } from '../../electron/foundation/crash-point.ts';
import { type Log, silentLog } from '../../electron/foundation/log.ts';
import { type AbsolutePath, absolutePath } from '../../electron/foundation/paths.ts';
import type { Keychain } from '../../electron/secrets/keychain.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { Profile } from '../../shared/profile.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

export const bucket = 'pictures';

/** One for a test file: it starts before its tests and ends after them. */
export function cloudForFile(): { readonly cloud: () => LocalCloud; readonly profile: (name?: string) => Profile } {
  let cloud: LocalCloud | undefined;
  /** A new ledger shows what its user has stored before, so each test has a user of its own. */
  let libraries = 0;
  beforeEach(() => {
    libraries += 1;
  });
  const running = (): LocalCloud => {
    if (cloud === undefined) throw new Error('The local cloud has not started');
    return cloud;
  };
  const profile = (name = 'p'): Profile =>
    Profile.parse({
      name,
      region: running().region,
      s3Endpoint: running().s3Endpoint,
      dynamodbEndpoint: running().dynamodbEndpoint,
      addressing: 'path',
      bucket,
      table: 'images',
      userId: libraries === 1 ? 'me' : `me ${libraries}`,
      credentials: { kind: 'keychain', account: `profile:${name}` },
    });
  beforeAll(async () => {
    cloud = await localCloudWorld();
    const keys = async () => running();
    const s3 = s3Client(profile(), keys);
    await createBucket(s3.client, bucket, AbortSignal.timeout(30_000));
    s3.close();
    const dynamo = dynamoClient(profile(), keys);
    await createRecordTable(dynamo.client, 'images', AbortSignal.timeout(30_000));
    dynamo.close();
  });
  afterAll(async () => cloud?.close());
  return { cloud: running, profile };
}

export type ApiWorld = Api & {
  readonly base: AbsolutePath;
  readonly home: AbsolutePath;
  readonly client: RouterClient<typeof windowRouter>;
  /** Bugs that were logged: must stay empty. */
  readonly errors: readonly string[];
  /** A folder of pictures beside the home, with a token for it as from a real drop. */
  readonly dropFolder: (names: readonly string[]) => Promise<{ path: AbsolutePath; token: string }>;
  /** Resolves when so many images are stored. */
  readonly stored: (images: number) => Promise<void>;
};

export type ApiWorldOptions = {
  readonly surface?: Partial<Api['context']['surface']>;
  /** As on the desktop; without one, there is no file manager. */
  readonly fileDesk?: Api['context']['fileDesk'];
  /** `none`: one where nothing can be kept. */
  readonly keychain?: 'none' | Keychain;
  /** Of a world that was closed. */
  readonly home?: AbsolutePath;
};

/** Begun, and ended with the test. */
export async function apiWorld(options: ApiWorldOptions = {}): Promise<ApiWorld> {
  const base = temporaryFolder();
  const home = options.home ?? absolutePath(join(base, 'home'));
  mkdirSync(home, { recursive: true });
  const none = () => Promise.reject(keychainFailed({ code: 'no-keychain', detail: 'none' }));
  const errors: string[] = [];
  const log: Log = {
    ...silentLog,
    error: (message, fields) => void errors.push(`${message} ${String(fields?.['error'])}`),
  };
  const bare = pixelEnvironment(process.env);
  const api = await openApi({
    home,
    environment: {},
    clock: systemClock,
    log,
    keychain:
      options.keychain === 'none' ? { read: none, keep: none, forget: none } : (options.keychain ?? memoryKeychain()),
    reached: noCrash,
    random: () => 0.5,
    device: 'the device',
    settleFor: 0,
    ownFolders: [],
    launchWatching: forkWatching(bare),
    startPixels: forkPixels(bare),
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    store: settingsStore(home),
    own: { profile: null, limits: {} },
    canary: 'test',
    trash: async (path) => renameSync(path, join(base, `trashed-${basename(path)}`)),
    fileDesk: options.fileDesk ?? null,
    surface: {
      host: 'browser',
      version: '0',
      canPick: false,
      uploads: '/inbox',
      envFiles: '/env-file',
      thumbs: '/thumb/',
      ...options.surface,
    },
  });
  let ended: Promise<void> | undefined;
  const close = (): Promise<void> => (ended ??= api.close());
  onTestFinished(close);
  api.begin();
  const client = createRouterClient(windowRouter, { context: api.context });
  return {
    ...api,
    base,
    home,
    client,
    errors,
    close,
    dropFolder: async (names) => {
      const path = absolutePath(join(base, 'pictures'));
      for (const [index, name] of names.entries()) await writePicture(join(path, name), index);
      const { token } = await api.context.drops.offer([path]);
      return { path, token };
    },
    stored: (images) =>
      vi.waitFor(async () => expect((await client.status({})).images.stored).toBe(images), { timeout: 50_000 }),
  };
}

/** Each seed is another picture. */
export async function writePicture(path: string, seed: number): Promise<Buffer> {
  const background = { r: (seed * 40) % 256, g: seed % 256, b: 120 };
  const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return bytes;
}
