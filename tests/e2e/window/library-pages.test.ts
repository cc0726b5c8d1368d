/** @file What a person does on the library's pages: find, fetch, ask for, put back, free, verify, take out and in, look up. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type S3Connection, s3Client } from '../../../electron/cloud/s3-client.ts';
import { bucket, writePicture } from '../../api/api-world.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile({ picks: 'fetched' });

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const notice = (page: Page, text: string | RegExp) => page.getByText(text).first();

/** Where it lies on this computer. */
async function fileOf(text: string): Promise<string> {
  const { profile, imageId } = await entryOf(text);
  const [file] = (await window().client.images.find({ profile, imageId })).files;
  if (file === undefined) throw new Error(`${text} is in no folder`);
  return file.path;
}

async function entryOf(text: string) {
  const [entry] = (await window().client.images.page({ text })).entries;
  if (entry === undefined) throw new Error(`There is no ${text}`);
  return entry;
}

/** As somebody else with keys for the bucket would. */
async function inBucket(run: (client: S3Connection['client']) => Promise<unknown>): Promise<void> {
  const [profile] = (await window().client.profiles.list({})).map((one) => one.profile);
  if (profile === undefined) throw new Error('There is no profile');
  const s3 = s3Client(profile, async () => window().cloud);
  try {
    await run(s3.client);
  } finally {
    s3.close();
  }
}

/** As curl would. */
async function sent(page: Page, command: string, file: string): Promise<number> {
  const [address = ''] = /https?:[^'"\s]+/.exec(command) ?? [];
  const headers = Object.fromEntries(
    [...command.matchAll(/-H '([^:']+): ([^']*)'/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return (await page.request.put(address, { data: readFileSync(file), headers })).status();
}

describe.skipIf(!hasChromium)('the library', () => {
  beforeAll(async () => {
    mkdirSync(join(window().base, 'fetched'));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await inBucket((client) =>
      client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration })),
    );
    await window().withSamples();
  });

  test('any file is found by its content, and nothing of it is sent', async () => {
    const page = await window().open('#/library');
    const other = join(window().base, 'never seen.jpg');
    await writePicture(other, 1234);
    const before = (await window().client.status({})).images.stored;
    await page
      .getByLabel('Choose files…')
      .last()
      .setInputFiles([await fileOf('dawn.png'), other]);
    await page.getByText('1 of 2 files in your cloud').waitFor();
    await page.getByText('In no cloud that this ledger knows').waitFor();
    expect((await window().client.status({})).images.stored).toBe(before);
    await page.getByRole('link', { name: 'In photos' }).click();
    await page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { name: 'dawn.png' }).waitFor();
  });

  test('selected images come into a folder, and the same ones once only', async () => {
    const page = await window().open('#/history');
    const fetch = async () => {
      await page.getByRole('option', { name: /^dawn\.png/ }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Download to a folder…' }).click();
      await page.getByRole('button', { name: 'One folder' }).click();
      await page.getByRole('button', { name: 'Choose a folder…' }).click();
      await page.getByText('Download ended').first().waitFor();
    };
    await fetch();
    const fetched = join(window().base, 'fetched');
    expect(readdirSync(fetched)).toEqual(['dawn.png']);
    expect(hashOf(join(fetched, 'dawn.png'))).toBe(hashOf(await fileOf('dawn.png')));
    await page
      .getByRole('dialog', { name: /^Download/ })
      .getByRole('button', { name: 'Close' })
      .last()
      .click();
    await fetch();
    await page.getByText(/1 there already/).waitFor();
    expect(readdirSync(fetched)).toEqual(['dawn.png']);
  });

  test('everything comes into folders by day', async () => {
    const page = await window().open('#/library?page=restore');
    await page.getByRole('heading', { name: 'Everything that is stored' }).waitFor();
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByText('Download ended').first().waitFor();
    const { images } = await window().client.images.count({ states: ['stored'] });
    await page
      .getByText(new RegExp(`^${images} files written`))
      .first()
      .waitFor();
    expect(await window().client.library.restore.unfinished({})).toEqual([]);
  });

  test('somebody without an account sends a photo, and it is taken in', async () => {
    const page = await window().open('#/library?page=requests', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByLabel('For whom or what').fill('Anna');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copy command' }).click();
    await notice(page, 'Command copied').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    const photo = join(window().base, 'from anna.jpg');
    await writePicture(photo, 4321);
    expect(await sent(page, command, photo)).toBe(200);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText(/^Something came/).waitFor();
    await page.getByRole('button', { name: 'Take', exact: true }).click();
    await notice(page, '1 image taken').waitFor();
    await page.getByText(/^On its way/).waitFor();
    await vi.waitFor(async () => expect((await entryOf('Anna')).state).toBe('stored'), 30_000);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('link', { name: 'Show image' }).waitFor();
  });

  test('what was deleted is put back from an earlier version', async () => {
    const { profile, imageId } = await entryOf('small.avif');
    await window().client.library.delete.begin({ of: { images: [{ profile, imageId }] } });
    const page = await window().open('#/library?page=deleted');
    await page.getByRole('heading', { name: 'Being deleted' }).waitFor();
    await vi.waitFor(async () => expect(await window().client.library.delete.list({})).toEqual([]), 40_000);
    await page.reload();
    await page.getByText(/^Deleted .* by the device/).waitFor();
    await page.getByRole('button', { name: 'Put back' }).click();
    await notice(page, '1 image back').waitFor();
    expect((await entryOf('small.avif')).state).toBe('stored');
    await page.getByText('Nothing was deleted').waitFor();
  });

  test('space is freed of what the cloud proves, after a look at how much', async () => {
    const page = await window().open('#/library?page=space');
    await page.getByText('Nothing to free').waitFor();
    await page.getByRole('combobox', { name: 'Keep the last days' }).click();
    await page.getByRole('option', { name: '0 days', exact: true }).click();
    const go = page.getByRole('button', { name: /^Move \d+ files to the trash$/ });
    await go.waitFor();
    const path = await fileOf('dawn.png');
    expect(existsSync(path)).toBe(true);
    await go.click();
    await page.getByText(/freed, \d+ files in the trash$/).waitFor();
    await page.getByText('Nothing to free').waitFor();
    await page.getByText('dawn.png', { exact: true }).waitFor();
    expect(existsSync(path)).toBe(false);
    expect((await entryOf('dawn.png')).state).toBe('stored');
  });

  test('a check finds what is missing, and the issue’s button repairs what it can', async () => {
    const { profile, imageId, objects } = await entryOf('dusk.webp');
    const preview = objects.find(({ rendition }) => rendition !== 'original');
    if (preview === undefined) throw new Error('It has no renditions');
    await inBucket((client) => client.send(new DeleteObjectCommand({ Bucket: preview.bucket, Key: preview.key })));
    const page = await window().open('#/library?page=verify');
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('An object is missing from the bucket').waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: 'Show in Issues' }).click();
    await page.getByRole('button', { name: 'Repair' }).first().click();
    await page
      .getByText('Nothing needs you')
      .or(page.getByRole('heading', { name: /^Not carried/ }))
      .waitFor();
    await vi.waitFor(async () => {
      const [image] = (await window().client.images.page({ text: 'dusk.webp' })).entries;
      expect(image?.objects.map(({ key }) => key)).toContain(preview.key);
    }, 30_000);
    expect(await window().client.images.find({ profile, imageId })).toMatchObject({ imageId });
  });

  test('how often is one choice, and details say when an image was proven', async () => {
    const page = await window().open('#/library?page=verify');
    await page.getByRole('combobox', { name: 'By itself' }).click();
    await page.getByRole('option', { name: 'Every day' }).click();
    await vi.waitFor(async () => expect((await window().client.settings.get({})).window.verifyEvery).toBe('day'));
    await page.getByText(/^Last verified .*, next in /).waitFor();
    await page.goto(`${window().origin}/#/history?q=iceland`);
    await page.getByRole('option').first().dblclick();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText('Last verified').waitFor();
    expect(await details.getByText('By no verification yet').count()).toBe(0);
  });

  test('records go out as a file and come in again, shown first', async () => {
    const page = await window().open('#/library?page=records');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export records' }).click();
    const path = join(window().base, 'records.csv');
    await (await saved).saveAs(path);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('iceland.jpg');
    const { imageId } = await entryOf('iceland.jpg');
    const buffer = Buffer.from(`${JSON.stringify({ image_id: imageId, title: 'North' })}\n`);
    await page
      .getByLabel('Choose a file…')
      .last()
      .setInputFiles({ name: 'records.jsonl', mimeType: 'application/json', buffer });
    await page.getByText('1 image would change').waitFor();
    expect((await entryOf('iceland.jpg')).title).toBe('');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await notice(page, '1 image changed').waitFor();
    expect((await entryOf('iceland.jpg')).title).toBe('North');
  });

  test('the log is searched and saved, and says who', async () => {
    const page = await window().open('#/library?page=log');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('anna');
    await page.getByText('Photo asked for').waitFor();
    await page.getByText('Imported').waitFor({ state: 'detached' });
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const path = join(window().base, 'log.csv');
    await (await saved).saveAs(path);
    expect(readFileSync(path, 'utf8')).toMatch(/requested.*Anna/);
  });

  test('health counts, and tells from which share on to speak up', async () => {
    const page = await window().open('#/library?page=health');
    const { stored } = (await window().client.library.log.health({})).lastHour;
    await page.getByRole('row', { name: new RegExp(`^Last hour ${stored} `) }).waitFor();
    await page.getByRole('combobox', { name: 'More than' }).click();
    await page.getByRole('option', { name: '10%' }).click();
    await vi.waitFor(async () => expect((await window().client.library.log.health({})).alert.above).toBe(10));
    expect(window().complaints).toEqual([]);
  });
});
