/** @file The window as `cloudroll serve` shows it, in a real Chromium, on a real engine with the local cloud; one for a test file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { startWindowServer } from '../../../electron/api/http/window-server.ts';
import { type Api, openApi } from '../../../electron/api/open-api.ts';
import { thumbCache } from '../../../electron/api/thumb-cache.ts';
import { windowRouter } from '../../../electron/api/window-router.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { settingsStore } from '../../../electron/cloud/settings.ts';
import { forkPixels, pixelEnvironment } from '../../../electron/fork-pixels.ts';
import { forkWatching } from '../../../electron/fork-watching.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { noCrash } from '../../../electron/foundation/crash-point.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { type AbsolutePath, absolutePath } from '../../../electron/foundation/paths.ts';
import type { Keychain } from '../../../electron/secrets/keychain.ts';
import { memoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { makeSampleImages } from '../../../electron/terminal/sample-images.ts';
import { cloudForFile } from '../../api/api-world.ts';
import { isInstalled, needs } from '../../setup/debian-packages.ts';
import { buildWindow } from './build-window.ts';

export const hasChromium = isInstalled(needs.chromium);

export type WindowWorld = {
  readonly api: Api;
  readonly client: RouterClient<typeof windowRouter>;
  readonly cloud: LocalCloud;
  readonly base: AbsolutePath;
  /** The built page. */
  readonly page: AbsolutePath;
  /** Where pages are loaded from. */
  readonly origin: string;
  /** What no page may ever say: errors of its console, and what its policy refused. */
  readonly complaints: readonly string[];
  /** A window of a new profile, let in, at a hash; closed with the test. */
  readonly open: (hash: string, options?: BrowserContextOptions) => Promise<Page>;
  /** The demo's folder, carried once and all stored. */
  readonly withSamples: () => Promise<AbsolutePath>;
  readonly stopServer: () => Promise<void>;
};

export type WindowOptions = {
  /** Without one, the window has nowhere to carry to. */
  readonly withProfile?: boolean;
  /** Below the world's base: what a person picks in every dialog. Without one, there is no dialog. */
  readonly picks?: string;
  /** Empty and open, unless it is another. */
  readonly keychain?: Keychain;
};

export function windowForFile({
  withProfile = true,
  picks,
  keychain = memoryKeychain(),
}: WindowOptions = {}): () => WindowWorld {
  const { cloud, profile } = cloudForFile();
  let world: WindowWorld | undefined;
  const ends: (() => Promise<unknown> | unknown)[] = [];
  beforeAll(async () => {
    if (!hasChromium) return;
    const base = absolutePath(mkdtempSync(join(tmpdir(), 'cloudroll-window-')));
    ends.push(() => rmSync(base, { recursive: true, force: true }));
    const home = absolutePath(join(base, 'home'));
    const page = absolutePath(join(base, 'page'));
    mkdirSync(home);
    await buildWindow(page);
    const bare = pixelEnvironment(process.env);
    const api: Api = await openApi({
      home,
      environment: {},
      clock: systemClock,
      log: silentLog,
      keychain,
      reached: noCrash,
      random: () => 0.5,
      device: 'the device',
      settleFor: 0,
      ownFolders: [],
      launchWatching: forkWatching(bare),
      startPixels: forkPixels(bare),
      readingEntry: new URL('../../../electron/reading.ts', import.meta.url),
      store: settingsStore(home),
      own: { profile: null, limits: {} },
      canary: 'test',
      trash: async (path) => rmSync(path),
      ...(picks === undefined ? {} : { pick: async () => api.context.drops.offer([absolutePath(join(base, picks))]) }),
      surface: {
        host: 'browser',
        version: '1.2.3',
        canPick: picks !== undefined,
        uploads: '/inbox',
        envFiles: '/env-file',
        thumbs: '/thumb/',
      },
    });
    ends.unshift(() => api.close());
    api.begin();
    const client = createRouterClient(windowRouter, { context: api.context });
    const { accessKeyId, secretAccessKey } = cloud();
    if (withProfile) {
      await client.profiles.save({ profile: profile('photos'), keys: { accessKeyId, secretAccessKey } });
    }
    const thumbs = thumbCache(absolutePath(join(home, 'thumbs')), systemClock);
    const server = await startWindowServer({ context: api.context, port: 0, files: page, thumbs, log: silentLog });
    ends.unshift(server.close);
    const fonts = join(base, 'fonts.conf');
    writeFileSync(fonts, fontSettings);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox'],
      env: { ...process.env, FONTCONFIG_FILE: fonts },
    });
    ends.unshift(() => browser.close());
    const origin = `http://127.0.0.1:${server.port}`;
    const complaints: string[] = [];
    const admitted = sessionOf(browser, server.address);
    world = {
      api,
      client,
      cloud: cloud(),
      base,
      page,
      origin,
      complaints,
      stopServer: server.close,
      open: async (hash, options = {}) => {
        const context = await browser.newContext({
          viewport: { width: 1280, height: 800 },
          reducedMotion: 'reduce',
          locale: 'en-GB',
          ...options,
        });
        onTestFinished(() => context.close());
        context.setDefaultTimeout(8000);
        await context.addCookies(await admitted);
        return openPage(context, `${origin}/${hash}`, complaints);
      },
      withSamples: async () => {
        const folder = absolutePath(join(base, 'Holiday on the coast'));
        const made = await makeSampleImages(folder, AbortSignal.timeout(60_000));
        const { token } = await api.context.drops.offer([folder]);
        await client.folders.add({ token, profile: 'photos', watched: true, include: [], exclude: [] });
        await vi.waitFor(async () => expect((await client.status({})).images.stored).toBe(made.images), {
          timeout: 60_000,
          interval: 100,
        });
        return folder;
      },
    };
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (world === undefined) throw new Error('The window has not started');
    return world;
  };
}

/** The same face on every machine that runs the tests, of the width that systems' own faces have. */
const fontSettings = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
</fontconfig>`;

/** The address works once; what it gave is for every page after it. */
async function sessionOf(browser: Browser, address: string): ReturnType<BrowserContext['cookies']> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('navigation').waitFor();
    expect(page.url()).not.toContain('token');
    return await context.cookies();
  } finally {
    await context.close();
  }
}

async function openPage(context: BrowserContext, address: string, complaints: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
