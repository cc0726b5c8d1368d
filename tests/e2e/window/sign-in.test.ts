/** @file The code of an MFA device, asked for by the window wherever something waits for it. */
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { RoleToAssume } from '../../../shared/profile.ts';
import { writePicture } from '../../api/api-world.ts';
import { account, mfaDevice, rightCode, storeWithTokens } from '../../fixtures/store-with-tokens.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const arn = `arn:aws:iam::${account}:role/with-code`;

/** The window's own profile opens by a role from now on; another name of the session is another session. */
async function withRole(sessionName: string): Promise<void> {
  const [entry] = await window().client.profiles.list({});
  if (entry === undefined) throw new Error('There is no profile');
  const role = RoleToAssume.parse({ arn, mfaDevice, sessionName });
  await window().client.profiles.save({
    profile: { ...entry.profile, role, stsEndpoint: await storeWithTokens(window().cloud) },
  });
}

/** Something to carry, so that the keys are asked for. */
async function dropPictures(name: string, numbers: readonly number[]): Promise<void> {
  const folder = absolutePath(join(window().base, name));
  for (const number of numbers) await writePicture(join(folder, `${number}.jpg`), number);
  const { token } = await window().api.context.drops.offer([folder]);
  await window().client.folders.add({ token, profile: 'photos', watched: true, include: [], exclude: [] });
}

describe.skipIf(!hasChromium)('a profile that wants a code', () => {
  test('asks for it once, in a notice; with it the images go on', async () => {
    await withRole('first');
    const page = await window().open('#/history');
    await dropPictures('Trip', [1, 2, 3]);
    await page.getByText('photos waits for a code of your MFA device').waitFor({ timeout: 30_000 });
    await expectAccessible(page);
    await takePictures(page, 'code-wanted');
    await page.getByRole('button', { name: 'Enter code…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in to photos' });
    const code = dialog.getByLabel('Code');
    await vi.waitFor(async () => expect(await code.evaluate((field) => field === document.activeElement)).toBe(true));
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await dialog.getByText('That code did not work. Wait for the next one.').waitFor();
    expect(await code.inputValue()).toBe('');
    await expectAccessible(page);
    await takePictures(page, 'code-wrong');
    await code.fill(rightCode);
    await page.keyboard.press('Enter');
    await page.getByText('Signed in to photos').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('option').nth(2).waitFor({ timeout: 30_000 });
    await vi.waitFor(async () => expect((await window().client.status({})).images.stored).toBe(3), 30_000);
    expect(await window().client.issues({ limit: 10 })).toEqual([]);
  });

  test('asks for it on Issues, where the notice was put aside', async () => {
    await withRole('second');
    const page = await window().open('#/issues');
    await dropPictures('Another trip', [4]);
    await page.getByText('A code of your MFA device is needed').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('photos waits for a code').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await takePictures(page, 'code-issue');
    await page.getByRole('main').getByRole('button', { name: 'Enter code…' }).click();
    await page.getByLabel('Code', { exact: true }).fill(rightCode);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('A code of your MFA device is needed').waitFor({ state: 'detached', timeout: 30_000 });
  });

  test('asks for it on the pages about its cloud, which are then there', async () => {
    await withRole('third');
    const page = await window().open('#/settings?profile=photos&part=cloud', { colorScheme: 'dark' });
    const asks = page.getByRole('main').getByRole('button', { name: 'Enter code…' });
    await asks.first().waitFor();
    await expectAccessible(page);
    await takePictures(page, 'code-page-dark');
    await asks.first().click();
    await page.getByLabel('Code', { exact: true }).fill(rightCode);
    await page.keyboard.press('Enter');
    await page.getByText('It has the key that Cloudroll uses.').waitFor();
    await asks.first().waitFor({ state: 'detached' });
  });

  test('asks for it in the first run, and goes on there', async () => {
    const page = await window().open('#/welcome');
    const { region, accessKeyId, secretAccessKey } = window().cloud;
    await page.getByRole('radio', { name: 'An S3-compatible server' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Access key ID').fill(accessKeyId);
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByLabel('Endpoint').fill(await storeWithTokens(window().cloud));
    await page.getByLabel('Region').fill(region);
    await page.getByLabel('Bucket').fill('pictures');
    await page.getByLabel('Your name in the records').fill('me');
    await page.getByText('Assume a role').click();
    await page.getByLabel('ARN of the role').fill(arn);
    await page.getByLabel('MFA device').fill(mfaDevice);
    await page.getByRole('button', { name: 'Save and test' }).click();
    const code = page.getByLabel('Code', { exact: true });
    await code.waitFor();
    await code.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await takePictures(page, 'code-welcome');
    await code.fill(rightCode);
    await code.press('Enter');
    await page.getByText('Everything that storing needs is allowed').waitFor();
    expect(window().complaints).toEqual([]);
  });
});
