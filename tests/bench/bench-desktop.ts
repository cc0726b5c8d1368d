/** @file The desktop's figures: the first rows after a start with 100,000 images, turns of main's loop at rest, long tasks of the window. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { buildApp, electronInUse, environmentOf } from '../e2e/desktop/app-under-test.ts';
import { dropFiles } from '../e2e/drop-files.ts';
import { type BenchCloud, startBenchCloud } from './bench-cloud.ts';
import { makeSmallImages } from './bench-files.ts';
import { median } from './measure.ts';
import { longTasks } from './page-tasks.ts';

type Say = (line: string) => void;

const images = 100_000;
const synced = 1000;
/** Milliseconds that main is watched at rest. */
const atRest = 60_000;

export async function benchDesktop(folder: string, rounds: number, say: Say): Promise<void> {
  if (electronInUse === null) return say('Desktop: skipped, there is neither Electron nor Chromium');
  const app = join(folder, 'app');
  await buildApp(app);
  const cloud = await startBenchCloud(join(folder, 'cloud'));
  try {
    const home = join(folder, 'desktop-home');
    await manyImages(join(home, 'cloudroll'));
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await firstRows(app, home, `${home}-${round}`, cloud));
    say(
      `Desktop: the first rows of ${images.toLocaleString('en')} images ${(median(times) / 1000).toFixed(2)} s after the start, on ${electronInUse.name}`,
    );
    const syncing = await launch(app, `${home}-sync`, cloud);
    say(await tasksOfSync(syncing, `${home}-sync`, join(folder, 'thousand')));
    await syncing.electron.close();
    const resting = await launch(app, `${home}-sync`, cloud);
    say(await turnsAtRest(resting));
    await resting.electron.close();
  } finally {
    await cloud.close();
  }
}

/** A home whose ledger says that they are all stored, a thousand a day, and a window that opens as a table. */
async function manyImages(home: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  const window = { historyView: 'table' };
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ version: 1, profiles: [], window }));
  const ledger = openLedger(absolutePath(home), systemClock.now());
  const now = systemClock.now();
  await ledger.commit(() => {
    for (let number = 0; number < images; number += 1) {
      const at = now - number * 86_400;
      const key = { profile: 'environment', imageId: ImageId.parse(number.toString(16).padStart(64, '0')) };
      ledger.images.add({ imageId: key.imageId, size: 1000, contentType: 'image/png', extension: 'png' }, at);
      ledger.journeys.begin({ ...key, fileName: `${number}.png`, directory: '', replaces: null }, at);
      ledger.journeys.move(key, 'hashed', 'uploading', at);
      ledger.objects.confirm(key.profile, key.imageId, {
        rendition: 'original',
        bucket: 'b',
        key: `originals/${key.imageId}.png` as ObjectKey, // what a template would make of it
        size: 1000,
        contentType: 'image/png',
        width: null,
        height: null,
        etag: 'e',
        versionId: null,
        sha256: key.imageId,
        proof: 'sha256',
        confirmedAt: at,
      });
      ledger.journeys.move(key, 'uploading', 'confirmed', at);
      ledger.journeys.stored(key, 'written', 10, at);
    }
  });
  ledger.close();
}

type Running = { readonly electron: ElectronApplication; readonly page: Page; readonly begun: number };

async function launch(app: string, home: string, cloud: BenchCloud): Promise<Running> {
  mkdirSync(home, { recursive: true });
  const begun = systemClock.now();
  const electron = await _electron.launch({
    executablePath: electronInUse?.path ?? '',
    args: [app],
    env: environmentOf(home, cloud),
    cwd: home,
  });
  return { electron, page: await electron.firstWindow(), begun };
}

/** Milliseconds from the start of the process to the frame in which rows are there, seen from within the page. */
async function firstRows(app: string, from: string, home: string, cloud: BenchCloud): Promise<number> {
  cpSync(from, home, { recursive: true });
  const { electron, page, begun } = await launch(app, home, cloud);
  const seen = await page.waitForFunction(() =>
    document.querySelectorAll('[role=grid] [role=row]').length > 5 ? Date.now() : 0,
  );
  const at = await seen.jsonValue();
  await electron.close();
  rmSync(home, { recursive: true, force: true });
  return at - begun;
}

async function tasksOfSync({ page }: Running, home: string, folder: string): Promise<string> {
  await makeSmallImages(folder, synced);
  await page.getByRole('navigation').first().waitFor();
  // Before: to learn the path of what was dropped, the stand-in halts the page for a tenth of a second, and Electron does not.
  await dropFiles(page, [folder], { x: 400, y: 300 });
  const tasks = await longTasks(page, async () => {
    await page.getByRole('dialog').getByRole('button').last().click();
    await allStored(home);
  });
  const busy = tasks.filter(({ processor }) => processor > 50);
  const most = Math.round(tasks[0]?.processor ?? 0);
  return `Window during a sync of ${synced.toLocaleString('en')} images: ${tasks.length} tasks over 50 ms on the clock, ${busy.length} by what they had of the processor, at most ${most} ms`;
}

/** Looked up beside the app, so that the page is left alone. */
async function allStored(home: string): Promise<void> {
  const ledger = new DatabaseSync(join(home, 'cloudroll/ledger.sqlite'), { readOnly: true });
  const count = ledger.prepare("SELECT count(*) AS n FROM journeys WHERE state = 'stored'");
  while (Number(count.get()?.['n']) < synced) await systemClock.sleep(500);
  ledger.close();
}

/** How often main's loop turned while nobody did anything; electron/README.md lists the timers. */
async function turnsAtRest({ electron, page }: Running): Promise<string> {
  await page.getByText('All stored').first().waitFor();
  const turns = await electron.evaluate(async (_, milliseconds) => {
    const { nodeTiming } = process.getBuiltinModule('node:perf_hooks').performance;
    const rest = (length: number) => new Promise((resolve) => setTimeout(resolve, length));
    await rest(10_000);
    const before = nodeTiming.uvMetricsInfo.loopCount;
    await rest(milliseconds);
    // Less the one that ends this rest.
    return nodeTiming.uvMetricsInfo.loopCount - before - 1;
  }, atRest);
  return `Main at rest: its loop turned ${turns} times in ${atRest / 1000} s; 60 are looks whether another process gave an order, the rest the look at battery and line and V8's own (electron/README.md, Timers)`;
}
