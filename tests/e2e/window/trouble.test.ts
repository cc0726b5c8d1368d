/** @file What the window says when the cloud is away, or the engine not there yet: where it is said, in words, with what to do; accessible in light and dark. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { writePicture } from '../../api/api-world.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const wanted = process.env['CLOUDROLL_SCREENS'];
const folder = fileURLToPath(new URL('../screens/', import.meta.url));

describe.skipIf(!hasChromium)('with the cloud away', () => {
  beforeAll(async () => {
    const { client, api, base } = window();
    const [entry] = await client.profiles.list({});
    if (entry === undefined) throw new Error('There is no profile');
    const { secretAccessKey, accessKeyId } = window().cloud;
    // Nothing listens there.
    const away = { ...entry.profile, s3Endpoint: 'http://127.0.0.1:9', dynamodbEndpoint: 'http://127.0.0.1:9' };
    await client.profiles.save({ profile: away, keys: { accessKeyId, secretAccessKey } });
    for (const number of [1, 2, 3]) await writePicture(join(base, 'Trip', `${number}.jpg`), number);
    const { token } = await api.context.drops.offer([absolutePath(join(base, 'Trip'))]);
    await client.folders.add({ token, profile: 'photos', watched: true, include: [], exclude: [] });
    await vi.waitFor(async () => expect((await client.status({})).held).toHaveLength(1), { timeout: 30_000 });
  });

  test.each([
    ['#/issues', 'The store cannot be reached'],
    ['#/activity', 'photos is on hold'],
    ['#/history', 'jpg'],
  ])('%s says so', async (hash, says) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await window().open(hash, { colorScheme });
      await page.getByText(says).first().waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      if (wanted === undefined) continue;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `away-${hash.slice(2)}-${colorScheme}-1280.png`) });
    }
    expect(window().complaints).toEqual([]);
  });

  test('it can be tried at once, and says what it does', async () => {
    const page = await window().open('#/issues');
    await page.getByRole('button', { name: 'Try now' }).first().click();
    await page
      .getByText(/^Trying|^Loading/)
      .first()
      .waitFor();
  });
});

describe.skipIf(!hasChromium)('with an engine that opens its ledger for long', () => {
  test.each([
    ['en-GB', 'Opening your library. After an update this can take a minute.'],
    ['de-DE', 'Ihre Bibliothek wird geöffnet. Nach einer Aktualisierung kann das eine Minute dauern.'],
  ])('%s: the page says so after two seconds, until the engine answers', async (locale, says) => {
    const page = await window().open('#/history', { locale });
    const answers = Promise.withResolvers<void>();
    onTestFinished(() => answers.resolve());
    await page.routeWebSocket(/\/rpc$/, async (socket) => {
      await answers.promise;
      socket.connectToServer();
    });
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const note = page.getByRole('status').filter({ hasText: says });
    expect(await note.count()).toBe(0);
    await page.clock.fastForward(2000);
    await note.waitFor();
    await page.clock.resume();
    await expectAccessible(page);
    await takePictures(page, `opening-${locale}`);
    answers.resolve();
    await note.waitFor({ state: 'detached' });
  });
});
