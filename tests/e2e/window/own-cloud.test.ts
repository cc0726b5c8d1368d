/** @file A profile's cloud as a person uses it: set up, looked at, priced, handed out as a policy, and cleaned up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { Profile } from '../../../shared/profile.ts';
import { writePicture } from '../../api/api-world.ts';
import { expectAccessible, loaded, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const schemes = ['light', 'dark'] as const;

async function saveProfile(name: string, more: Partial<Profile> = {}): Promise<void> {
  const { region, s3Endpoint, dynamodbEndpoint, accessKeyId, secretAccessKey } = window().cloud;
  const profile = Profile.parse({
    ...{ name, region, s3Endpoint, dynamodbEndpoint, addressing: 'path', userId: name },
    ...{ bucket: name, table: name, credentials: { kind: 'keychain', account: `profile:${name}` }, ...more },
  });
  await window().client.profiles.save({ profile, keys: { accessKeyId, secretAccessKey } });
}

async function profileNamed(name: string): Promise<Profile> {
  const found = (await window().client.profiles.list({})).find(({ profile }) => profile.name === name);
  if (found === undefined) throw new Error(`There is no profile ${name}`);
  return found.profile;
}

describe.skipIf(!hasChromium)('the cloud of a profile', () => {
  beforeAll(async () => {
    await window().withSamples();
    await saveProfile('made-here');
  });

  test('bucket and table are previewed, made step by step, and right when looked at again', async () => {
    const page = await window().open('#/settings?profile=made-here');
    await page.getByRole('link', { name: 'Bucket and table' }).click();
    await page.getByText('would be made').first().waitFor();
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'In two buckets' }).click();
    await page.getByRole('heading', { name: 'made-here-renditions' }).waitFor();
    await page.getByLabel('Tags (name=value, one a line)').fill('owner=me');
    await expectAccessible(page);
    await takePictures(page, 'set-up-before');
    await page.getByRole('button', { name: /^Make these \d+$/ }).click();
    await page.getByText(/^Done\. Everything that this store offers/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('Everything is as it should be').waitFor();
    await takePictures(page, 'set-up-after');
    expect((await profileNamed('made-here')).renditionsBucket).toBe('made-here-renditions');
    expect(window().complaints).toEqual([]);
  });

  test('an option that cannot be right is said, and nothing can be made with it', async () => {
    const page = await window().open('#/settings?profile=made-here&part=cloud');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Web pages that may use upload links (one address a line)').fill('no address');
    await page.getByText('One of the options cannot be right').waitFor();
  });

  test('a bucket of before shows its weaknesses, and one is mended', async () => {
    const page = await window().open('#/settings?profile=photos&part=cloud');
    const mend = page.getByRole('button', { name: /^Mend What is overwritten/ });
    await mend.waitFor();
    await expectAccessible(page);
    await takePictures(page, 'weaknesses');
    await mend.click();
    await mend.waitFor({ state: 'detached' });
    await page.getByText('It has the key that Cloudroll uses.').waitFor();
    await page.getByRole('button', { name: 'Look for images' }).click();
    await page.getByText('There is nothing of other programs').waitFor();
  });

  test('images of other programs are counted, then shown in the history', async () => {
    await saveProfile('foreign');
    for await (const _ of await window().client.cloud.setup.apply({ profile: 'foreign' }));
    const path = join(window().base, 'foreign.jpg');
    await writePicture(path, 77);
    const profile = await profileNamed('foreign');
    const { client, close } = s3Client(profile, async () => window().cloud);
    onTestFinished(close);
    await client.send(
      new PutObjectCommand({ Bucket: 'foreign', Key: 'uploads/foreign.jpg', Body: readFileSync(path) }),
    );
    const page = await window().open('#/settings?profile=foreign&part=cloud');
    await page.getByRole('button', { name: 'Look for images' }).click();
    await page.getByText(/^1 image to read/).waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('1 image imported, 0 known already').waitFor();
    await takePictures(page, 'imported');
    await page.getByRole('link', { name: 'Go to History' }).click();
    await page.getByRole('option', { name: /^foreign/ }).waitFor();
  });

  test('a bucket in another region is said, and taken over by a button', async () => {
    const { region } = window().cloud;
    await saveProfile('elsewhere', { bucket: 'pictures', region: 'eu-west-2' });
    const page = await window().open('#/settings?profile=elsewhere&part=cloud');
    await page.getByText(`Your bucket is in ${region}, and the profile says eu-west-2.`).waitFor();
    await takePictures(page, 'region');
    await page.getByRole('button', { name: `Switch to ${region}` }).click();
    await vi.waitFor(async () => expect((await profileNamed('elsewhere')).region).toBe(region));
    await page.getByText('This could not be loaded').first().waitFor({ state: 'detached' });
    await page.getByText(/^Your bucket is in/).waitFor({ state: 'detached' });
  });

  test('keys in use are told without the secret, and replaced once the new ones were tried', async () => {
    const { accessKeyId, secretAccessKey } = window().cloud;
    const page = await window().open('#/settings?profile=photos&part=keys');
    await page.getByText(`ends in ${accessKeyId.slice(-4)}`).waitFor();
    await page.getByLabel('Access key ID').fill(accessKeyId);
    await page.getByLabel('Secret access key').fill('not the secret');
    await expectAccessible(page);
    await takePictures(page, 'keys-in-use');
    await page.getByRole('button', { name: 'Try and replace' }).click();
    await page.getByText(/^The store does not know these keys/).waitFor();
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByRole('button', { name: 'Try and replace' }).click();
    await page.getByText(/^The new keys are in use/).waitFor();
    expect(await page.getByLabel('Secret access key').inputValue()).toBe('');
    expect(await page.content()).not.toContain(secretAccessKey);
  });

  test('a policy follows what is chosen, and is saved as a file', async () => {
    const page = await window().open('#/settings?profile=photos&part=policy');
    const policy = page.getByRole('region', { name: 'Policy', exact: true });
    await policy.getByText('dynamodb:UpdateItem').waitFor();
    await page.getByRole('combobox', { name: 'For' }).click();
    await page.getByRole('option', { name: 'Read only' }).click();
    await policy.getByText('dynamodb:UpdateItem').waitFor({ state: 'detached' });
    await page.getByLabel(/^Only from these networks/).fill('203.0.113.0/24');
    await policy.getByText('203.0.113.0/24').waitFor();
    await expectAccessible(page);
    await takePictures(page, 'policy');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save cloudroll-photos-read-only.json' }).click();
    expect((await coming).suggestedFilename()).toBe('cloudroll-photos-read-only.json');
    await page.getByLabel(/^Only from these networks/).fill('nowhere');
    await page.getByText('This is no network, key or account').waitFor();
  });

  test('cost says that it is an estimate, takes prices and a budget', async () => {
    const page = await window().open('#/settings?profile=photos&part=cost');
    await page.getByText(/^This is an estimate/).waitFor();
    await page.getByText('Change prices').click();
    await page.getByLabel('Currency').fill('EUR');
    await page.getByLabel('1,000 writes or lists').fill('1000');
    await page.getByRole('button', { name: 'Save Prices' }).click();
    await page.getByText(/Yours$/).waitFor();
    await page.getByLabel(/^Amount in EUR/).fill('0.5');
    await page.getByRole('button', { name: 'Save Budget for a month' }).click();
    await page.getByText(/^The budget is spent: .*100.*€0.50$/).waitFor();
    await expectAccessible(page);
    await takePictures(page, 'cost');
    await page.getByLabel(/^Amount in EUR/).fill('');
    await page.getByRole('button', { name: 'Save Budget for a month' }).click();
    await page.getByText(/^The budget is spent/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Use the listed ones' }).click();
    await page.getByText(/Yours$/).waitFor({ state: 'detached' });
  });

  test('a folder is moved to another profile after saying what that sends again', async () => {
    const page = await window().open('#/folders');
    await page.getByRole('button', { name: 'Holiday on the coast' }).click();
    await page.getByRole('menuitem', { name: 'Move to another profile…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To' }).click();
    await page.getByRole('option', { name: 'made-here' }).click();
    await dialog.getByText(/are sent again/).waitFor();
    await dialog.getByText(/stay in photos as well/).waitFor();
    await expectAccessible(page);
    await takePictures(page, 'move-folder');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Holiday on the coast' }).click();
    await page.getByRole('menuitem', { name: 'Move to another profile…' }).click();
    await dialog.getByRole('combobox', { name: 'To' }).click();
    await page.getByRole('option', { name: 'elsewhere' }).click();
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('Holiday on the coast goes to elsewhere now').waitFor();
    expect((await window().client.folders.list({}))[0]?.profile).toBe('elsewhere');
  });

  test.each(schemes)('in %s every page is accessible', async (colorScheme) => {
    for (const part of ['keys', 'cloud', 'policy', 'cost', 'clean']) {
      const page = await window().open(`#/settings?profile=photos&part=${part}`, { colorScheme });
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      if (part === 'clean') {
        await page.getByRole('button', { name: 'Count what there is' }).click();
        await page.getByText(/^To remove it all for good/).waitFor();
      }
      await loaded(page, 'Loading');
      await expectAccessible(page);
      await takePictures(page, `own-${part}-${colorScheme}`);
    }
    expect(window().complaints).toEqual([]);
  });

  test('in German it stays within a narrow window', async () => {
    const page = await window().open('#/settings?profile=photos&part=keys', {
      locale: 'de-DE',
      viewport: { width: 800, height: 600 },
    });
    for (const name of ['Schlüssel', 'Bucket und Tabelle', 'Richtlinie', 'Kosten', 'Aufräumen']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await loaded(page, 'Lädt');
      const list = page.getByRole('main');
      expect(await list.evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
      await takePictures(page, `german-${name.slice(0, 6).trim()}`);
      await page.setViewportSize({ width: 800, height: 600 });
    }
  });

  test('cleaning up counts, wants the words, and says what is gone', async () => {
    const page = await window().open('#/settings?profile=made-here&part=clean');
    await page.getByRole('button', { name: 'Count what there is' }).click();
    await page.getByText('Bucket made-here', { exact: true }).waitFor();
    const remove = page.getByRole('button', { name: 'Remove for good' });
    await page.getByLabel(/^To remove it all for good/).fill('permanently');
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel(/^To remove it all for good/).fill('permanently delete');
    await page.getByLabel(/^To delete the bucket too, type “made-here”/).fill('made-here');
    await page.getByLabel(/type “made-here-renditions”/).fill('made-here-rend');
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel(/type “made-here-renditions”/).fill('made-here-renditions');
    await page.getByLabel(/^To delete the table too/).fill('confirm');
    await takePictures(page, 'clean-up');
    await remove.click();
    await page
      .getByText(/^Removed: .*bucket made-here, bucket made-here-renditions, the table$/)
      .waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Count again' }).click();
    await page.getByText('There is nothing left of this profile').waitFor();
    expect(window().complaints).toEqual([]);
  });
});
