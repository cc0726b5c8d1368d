/** @file What was there before in the window: tables with other keys, and long work that is stopped and gone on with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { Profile } from '../../../shared/profile.ts';
import { writePicture } from '../../api/api-world.ts';
import { type FaultyProxy, faultyProxy } from '../../fixtures/faulty-proxy.ts';
import { type KeyPart, tableByKey } from '../../fixtures/table-by-key.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();

async function saveProfile(name: string, more: Partial<Profile> = {}): Promise<Profile> {
  const { region, s3Endpoint, dynamodbEndpoint, accessKeyId, secretAccessKey } = window().cloud;
  const profile = Profile.parse({
    ...{ name, region, s3Endpoint, dynamodbEndpoint, addressing: 'path', userId: name },
    ...{ bucket: name, table: name, credentials: { kind: 'keychain', account: `profile:${name}` }, ...more },
  });
  await window().client.profiles.save({ profile, keys: { accessKeyId, secretAccessKey } });
  return profile;
}

async function proxy(): Promise<FaultyProxy> {
  const made = await faultyProxy(window().cloud.s3Endpoint);
  onTestFinished(made.close);
  return made;
}

/** The records of a table that another program made, by its key: name and type of each part. */
async function foreignTable(name: string, key: readonly KeyPart[]) {
  const { region, dynamodbEndpoint } = window().cloud;
  const connection = dynamoClient({ region, dynamodbEndpoint }, async () => window().cloud);
  onTestFinished(connection.close);
  await tableByKey(connection.client, name, key);
  return async () => (await connection.client.send(new ScanCommand({ TableName: name }))).Items ?? [];
}

async function carry(profile: string, numbers: readonly number[]): Promise<void> {
  const paths = numbers.map((number) => absolutePath(join(window().base, profile, `${number}.jpg`)));
  for (const [at, path] of paths.entries()) await writePicture(path, numbers[at] ?? 0);
  const { token } = await window().api.context.drops.offer(paths);
  await window().client.drops.carry({ token, profile });
  await vi.waitFor(
    async () => {
      const { images } = await window().client.images.count({ profile, states: ['stored'] });
      expect(images).toBe(numbers.length);
    },
    { timeout: 30_000, interval: 100 },
  );
}

describe.skipIf(!hasChromium)('a table of another program', () => {
  test.each(['ID', 'image_id'])('by %s is shown, adopted, and takes records under its own key', async (key) => {
    const name = `by-${key.toLowerCase().replace('_', '-')}`;
    const records = await foreignTable(name, [[key, 'S']]);
    await saveProfile(name, { bucket: 'pictures' });
    const page = await window().open(`#/settings?profile=${name}&part=cloud`);
    await page.getByText(`${key} (S)`).waitFor();
    await page.getByText(`It has a key of its own, ${key}: records are kept under the image’s id there.`).waitFor();
    await page.getByText(/^Without by_/).waitFor();
    await expectAccessible(page);
    await takePictures(page, `adopt-${name}`);
    await page.getByRole('button', { name: 'Use this table' }).click();
    await page.getByText('The profile uses it').waitFor();
    await page.getByRole('button', { name: 'Use this table' }).waitFor({ state: 'detached' });
    await carry(name, [key.length]);
    const [record, ...others] = await records();
    expect(others).toEqual([]);
    expect(record?.[key]).toMatch(/^[0-9a-f]{64}$/);
    expect(record).toMatchObject({ source_bucket: 'pictures' });
    expect(window().complaints).toEqual([]);
  });

  test.each([
    ['a number', [['id', 'N']], 'Records do not fit: its key is not text. Name another table under Profile.'],
    [
      'two other keys',
      [
        ['album', 'S'],
        ['taken', 'S'],
      ],
      'Records do not fit: its key has two parts of other names. Name another table under Profile.',
    ],
  ] as const)('by %s is not offered, and why is said', async (what, key, says) => {
    const name = `by-${what.replaceAll(' ', '-')}`;
    await foreignTable(name, key);
    await saveProfile(name, { bucket: 'pictures' });
    const page = await window().open(`#/settings?profile=${name}&part=cloud`);
    await page.getByText(says).waitFor();
    expect(await page.getByRole('button', { name: 'Use this table' }).count()).toBe(0);
  });
});

describe.skipIf(!hasChromium)('long work', () => {
  test('an import is stopped in the middle, and goes on with what is left', async () => {
    const store = await proxy();
    const profile = await saveProfile('foreign', { s3Endpoint: store.endpoint });
    for await (const _ of await window().client.cloud.setup.apply({ profile: 'foreign' }));
    const { client, close } = s3Client(profile, async () => window().cloud);
    onTestFinished(close);
    for (const number of [1, 2, 3]) {
      const path = join(window().base, `foreign-${number}.jpg`);
      await writePicture(path, 70 + number);
      const command = { Bucket: 'foreign', Key: `uploads/${number}.jpg`, Body: readFileSync(path) };
      await client.send(new PutObjectCommand(command));
    }
    const page = await window().open('#/settings?profile=foreign&part=cloud');
    await page.getByRole('button', { name: 'Look for images' }).click();
    await page.getByText(/^3 images to read/).waitFor();
    store.fail({ method: 'GET', path: /uploads\/3\.jpg/ }, { kind: 'stall' });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await store.stalled();
    await page.getByRole('progressbar', { name: 'Images of other programs' }).waitFor();
    await page.getByText('2 of 3 read').first().waitFor();
    await expectAccessible(page);
    await takePictures(page, 'import-half');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped. What was imported stays; importing again goes on.').waitFor();
    await takePictures(page, 'import-stopped');
    expect((await window().client.images.count({ profile: 'foreign' })).images).toBe(2);
    store.heal();
    await page.getByRole('button', { name: 'Look for images' }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/^1 image imported/).waitFor();
    expect((await window().client.images.count({ profile: 'foreign' })).images).toBe(3);
    expect(window().complaints).toEqual([]);
  });

  test('cleaning up is stopped in the middle, and goes on to the end', async () => {
    const store = await proxy();
    await saveProfile('going', { s3Endpoint: store.endpoint, renditionsBucket: 'going-renditions' });
    for await (const _ of await window().client.cloud.setup.apply({ profile: 'going' }));
    await carry('going', [81, 82]);
    const page = await window().open('#/settings?profile=going&part=clean');
    await page.getByRole('button', { name: 'Count what there is' }).click();
    await page.getByLabel(/^To remove it all for good/).fill('permanently delete');
    await page.getByLabel(/type “going”/).fill('going');
    await page.getByLabel(/type “going-renditions”/).fill('going-renditions');
    await page.getByLabel(/^To delete the table too/).fill('confirm');
    // The first bucket goes; the second does not answer.
    store.fail({ method: 'POST', path: /^\/going-renditions\/?\?.*delete/ }, { kind: 'stall' });
    await page.getByRole('button', { name: 'Remove for good' }).click();
    await store.stalled();
    await page.getByRole('progressbar', { name: 'Removing' }).waitFor();
    await page
      .getByText(/^Objects in going: 2 of 2 gone/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await takePictures(page, 'clean-half');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped. What is gone is gone; going on takes the rest.').waitFor();
    store.heal();
    await page.getByRole('button', { name: 'Count again' }).click();
    await page
      .getByText(/4 objects/)
      .first()
      .waitFor();
    await page.getByLabel(/^To remove it all for good/).fill('permanently delete');
    await page.getByLabel(/type “going-renditions”/).fill('going-renditions');
    await page.getByLabel(/^To delete the table too/).fill('confirm');
    await takePictures(page, 'clean-stopped');
    await page.getByRole('button', { name: /^(Go on|Remove for good)$/ }).click();
    await page.getByText(/^Removed: .*bucket going-renditions, the table$/).waitFor({ timeout: 30_000 });
    expect(window().complaints).toEqual([]);
  });
});
