/** @file The app among what the system does: sleep, a lost line, dark, no keychain, a damaged ledger; taskbar and badge say how it is. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { faultyProxy } from '../../fixtures/faulty-proxy.ts';
import { large, ledgerOfBefore } from '../../fixtures/ledger-of-before.ts';
import { dropFiles } from '../drop-files.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { pictures, recent, soon, storedAll } from './sample-pictures.ts';
import { clickTray, computerDoes, noticesNow, systemTurns, taskbarNow, trayNow, willChoose } from './standin-hand.ts';

describe.skipIf(electronInUse === null)(`the desktop app and the system, on ${electronInUse?.name}`, () => {
  const world = desktopForFile();

  /** The store, with a hand between. */
  async function storeInHand() {
    const store = await faultyProxy(world.cloud().s3Endpoint);
    onTestFinished(() => store.close());
    return store;
  }

  /** The app's own ledger, beside it. */
  function ledgerOf(home: string): DatabaseSync {
    const ledger = new DatabaseSync(join(home, 'cloudroll/ledger.sqlite'));
    onTestFinished(() => ledger.close());
    return ledger;
  }

  test('while something is sent there is progress and no sleep; it goes on with the window closed, and then both end', async () => {
    const store = await storeInHand();
    const app = await world.launch({ environment: { CLOUDROLL_S3_ENDPOINT: store.endpoint } });
    const { electron, page } = app;
    store.fail({ method: 'PUT' }, { kind: 'stall' });
    const files = await pictures(join(world.base(), 'sending'), ['sent-1.jpg', 'sent-2.jpg']);
    await page.getByRole('navigation').first().waitFor();
    await dropFiles(page, files, { x: 400, y: 300 });
    await store.stalled();
    await vi.waitFor(async () => expect(await taskbarNow(electron)).toMatchObject({ isKeptAwake: true }), soon);
    expect((await taskbarNow(electron)).progress).toBeGreaterThanOrEqual(0);
    expect((await trayNow(electron)).icon).toBe('syncing.png');

    const window = await electron.browserWindow(page);
    await window.evaluate((one: Electron.BrowserWindow) => one.close());
    store.heal();
    await storedAll(app, ['sent-1.jpg', 'sent-2.jpg']);
    await vi.waitFor(
      async () => expect(await taskbarNow(electron)).toEqual({ progress: -1, badge: 0, isKeptAwake: false }),
      soon,
    );
    await clickTray(electron, 'open');
    expect(await window.evaluate((one: Electron.BrowserWindow) => one.isVisible() && !one.isMinimized())).toBe(true);
    await page.getByText('sent-2.jpg').first().waitFor();
  });

  test('a large ledger of an earlier Cloudroll is brought up to date behind a window that is in sight', async () => {
    const home = world.newHome();
    mkdirSync(join(home, 'cloudroll'), { recursive: true });
    ledgerOfBefore(large, absolutePath(join(home, 'cloudroll')));
    const { page } = await world.launch({ home });
    await page.getByRole('navigation').first().waitFor();
    const upgrade = () => readFileSync(join(home, 'cloudroll/cloudroll.log'), 'utf8');
    await vi.waitFor(() => expect(upgrade()).toMatch(/"inSight":true.*The ledger is brought up to date/), soon);
  });

  test('what needs a person is counted on the badge and in the tray, a click leads there, and it goes', async () => {
    const store = await storeInHand();
    const app = await world.launch({ environment: { CLOUDROLL_S3_ENDPOINT: store.endpoint } });
    const { electron, page } = app;
    store.fail({ method: 'PUT' }, { kind: 'answer', status: 403, code: 'AccessDenied' });
    await willChoose(electron, { files: await pictures(join(world.base(), 'denied'), ['denied.jpg']) });
    await clickTray(electron, 'upload-files');
    await vi.waitFor(async () => expect(await taskbarNow(electron)).toMatchObject({ badge: 1 }), soon);
    const { icon, labels } = await trayNow(electron);
    expect([icon, labels['issues']]).toEqual(['attention.png', 'Issues (1)']);
    expect(await noticesNow(electron)).toContain('1 issue to look at');
    await clickTray(electron, 'issues');
    await page.getByText('The keys may not do this').first().waitFor();
    expect(page.url()).toContain('#/issues');
    store.heal();
    await clickTray(electron, 'sync-now');
    await storedAll(app, ['denied.jpg']);
    await vi.waitFor(async () => expect(await taskbarNow(electron)).toMatchObject({ badge: 0 }), soon);
    await vi.waitFor(async () => expect((await trayNow(electron)).icon).toBe('idle.png'), soon);
  });

  test('with the line gone it says so, and when it is back goes on at once, not at its next time', async () => {
    const store = await storeInHand();
    const home = world.newHome();
    const app = await world.launch({ home, environment: { CLOUDROLL_S3_ENDPOINT: store.endpoint } });
    const { electron, page } = app;
    await page.getByRole('navigation').first().waitFor();
    await page.context().setOffline(true);
    await vi.waitFor(async () => expect((await trayNow(electron)).icon).toBe('offline.png'), soon);

    await store.down();
    // No drop: the session of Chromium's protocol that makes one gives the line back when it ends.
    await willChoose(electron, { files: await pictures(join(world.base(), 'cut-off'), ['cut-off.jpg']) });
    await clickTray(electron, 'upload-files');
    const ledger = ledgerOf(home);
    await vi.waitFor(() => expect(ledger.prepare('SELECT * FROM holds').all()).toHaveLength(1), soon);
    const inAnHour = ledger.prepare('UPDATE holds SET next_at = next_at + 3600000');
    await vi.waitFor(() => inAnHour.run(), soon);
    await store.up();
    expect(await recent(app)).not.toContain('cut-off.jpg');
    await page.context().setOffline(false);
    await storedAll(app, ['cut-off.jpg']);
    await vi.waitFor(async () => expect((await trayNow(electron)).icon).toBe('idle.png'), soon);
  });

  test('on a metered line nothing is sent where that is not wanted, from the first moment of a start', async () => {
    const home = world.newHome();
    mkdirSync(join(home, 'cloudroll'), { recursive: true });
    const settings = { version: 1, profiles: [], limits: { notOnMetered: true } };
    writeFileSync(join(home, 'cloudroll/settings.json'), JSON.stringify(settings));
    const system = join(world.base(), 'system');
    mkdirSync(system);
    const answer = '#!/bin/sh\ncase "$*" in *Metered) echo u 1 ;; *) exit 1 ;; esac\n';
    writeFileSync(join(system, 'busctl'), answer, { mode: 0o755 });
    const store = await storeInHand();
    store.fail({ method: 'PUT' }, { kind: 'stall' });
    const before = await world.launch({ home, environment: { CLOUDROLL_S3_ENDPOINT: store.endpoint } });
    await before.page.getByRole('navigation').first().waitFor();
    await dropFiles(before.page, await pictures(join(world.base(), 'dear'), ['dear.jpg']), { x: 400, y: 300 });
    await store.stalled();
    await before.electron.close();
    const sent = store.count({ method: 'PUT' });

    // It would go on with it at once.
    const PATH = `${system}:${process.env['PATH']}`;
    const app = await world.launch({ home, environment: { PATH, CLOUDROLL_S3_ENDPOINT: store.endpoint } });
    await vi.waitFor(async () => {
      const { labels } = await trayNow(app.electron);
      expect(labels['status']).toBe('Waiting: this network is metered');
    }, soon);
    await app.page.getByText('Waiting for an unmetered line').first().waitFor();
    expect(store.count({ method: 'PUT' })).toBe(sent);
  });

  test('what the computer slept through is found when it wakes, by a look at every folder', async () => {
    const home = world.newHome();
    const app = await world.launch({ home });
    const folder = join(world.base(), 'slept');
    await pictures(folder, ['before.jpg']);
    await willChoose(app.electron, { files: [folder], button: 0 });
    await clickTray(app.electron, 'upload-folder');
    await storedAll(app, ['before.jpg']);
    const ledger = ledgerOf(home);
    const scannedAt = () => Number(ledger.prepare('SELECT scanned_at FROM folders').get()?.['scanned_at']);
    const before = scannedAt();
    await computerDoes(app.electron, 'suspend');
    await pictures(folder, ['meanwhile.jpg']);
    await computerDoes(app.electron, 'resume');
    await storedAll(app, ['meanwhile.jpg']);
    await vi.waitFor(() => expect(scannedAt()).toBeGreaterThan(before), { timeout: 40_000, interval: 100 });
  });

  test('without a keychain it runs, and says what is missing and what to do', async () => {
    const home = world.newHome();
    mkdirSync(join(home, 'cloudroll'), { recursive: true });
    const { s3Endpoint, dynamodbEndpoint, region } = world.cloud();
    const profile = {
      name: 'mine',
      region,
      s3Endpoint,
      dynamodbEndpoint,
      bucket: 'pictures',
      table: 'images',
      userId: 'me',
      credentials: { kind: 'keychain', account: 'profile:mine' },
    };
    writeFileSync(join(home, 'cloudroll/settings.json'), JSON.stringify({ version: 1, profiles: [profile] }));
    // An address of the session's bus at which nobody listens.
    const environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'no-bus')}` };
    const app = await world.launch({ home, hasProfile: false, environment });
    await app.page.getByRole('navigation').first().waitFor();
    await dropFiles(app.page, await pictures(join(world.base(), 'keyless'), ['keyless.jpg']), { x: 400, y: 300 });
    await vi.waitFor(async () => expect((await trayNow(app.electron)).icon).toBe('attention.png'), soon);
    await clickTray(app.electron, 'issues');
    await app.page.getByText('This computer offers no keychain').first().waitFor();
    expect(app.said()).not.toMatch(/Error/);
  });

  test('it turns dark and light with the system, unless a person chose', async () => {
    const { electron, page } = await world.launch();
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const window = await electron.browserWindow(page);
    const colour = () => window.evaluate((one) => Reflect.get(one, 'backgroundColor') as string);
    expect(await isDark()).toBe(false);
    const light = await colour();
    await systemTurns(electron, 'dark');
    await vi.waitFor(async () => expect(await isDark()).toBe(true), soon);
    expect(await colour()).not.toBe(light);
    await page.evaluate(() => location.assign('#/settings'));
    await page.getByRole('button', { name: 'Light', exact: true }).click();
    await vi.waitFor(async () => expect([await isDark(), await colour()]).toEqual([false, light]), soon);
  });

  test('a damaged ledger is set aside and rebuilt from the cloud: what was stored is there again', async () => {
    const home = world.newHome();
    const first = await world.launch({ home });
    await first.page.getByRole('navigation').first().waitFor();
    const names = ['kept-1.jpg', 'kept-2.jpg'];
    await dropFiles(first.page, await pictures(join(world.base(), 'kept'), names), { x: 400, y: 300 });
    await storedAll(first, names);
    const ended = once(first.electron.process(), 'exit');
    await clickTray(first.electron, 'quit');
    await ended;
    const ledger = join(home, 'cloudroll/ledger.sqlite');
    for (const beside of ['-wal', '-shm']) rmSync(`${ledger}${beside}`, { force: true });
    writeFileSync(ledger, 'no ledger at all, and long enough to be read as a page of one'.repeat(200));
    const again = await world.launch({ home });
    await storedAll(again, names);
    await again.page.getByText('kept-1.jpg').first().waitFor();
    const said = await again.electron.evaluate((module) => {
      const { asked } = (module as unknown as { __standin: { asked: { notifications: { body: string }[] } } })
        .__standin;
      return asked.notifications.map(({ body }) => body).join(' ');
    });
    expect(said).toMatch(/The ledger was damaged.*images? of .* found in the cloud again/s);
  });
});
