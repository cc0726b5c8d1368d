/** @file What the window says when the cloud is away: where it is said, in words, with what to do; accessible in light and dark. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { writePicture } from '../../api/api-world.ts';
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
