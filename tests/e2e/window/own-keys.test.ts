/** @file Keys where the keychain is locked: typed or from an .env file they stay in memory, and no page ever shows a secret. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keychainFailed } from '../../../electron/secrets/keytar-failure.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const locked = () => Promise.reject(keychainFailed({ code: 'keychain-locked', detail: 'locked' }));
const window = windowForFile({
  withProfile: false,
  picks: 'app.env',
  keychain: { read: locked, keep: locked, forget: locked },
});

describe.skipIf(!hasChromium)('with a locked keychain', () => {
  test('typed keys are kept for the session, which is said', async () => {
    const page = await window().open('#/welcome');
    const { region, s3Endpoint, accessKeyId, secretAccessKey } = window().cloud;
    await page.getByRole('radio', { name: 'An S3-compatible server' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/^The keychain is locked/).waitFor();
    const session = page.getByRole('checkbox', { name: 'Keep them in memory only' });
    expect(await session.isChecked()).toBe(true);
    await page.getByLabel('Access key ID').fill(accessKeyId);
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByLabel('Endpoint').fill(s3Endpoint);
    await page.getByLabel('Region').fill(region);
    await page.getByLabel('Bucket').fill('pictures');
    await page.getByLabel('Your name in the records').fill('me');
    await expectAccessible(page);
    await takePictures(page, 'welcome-session');
    // Without it, the failure says what to do.
    await session.click();
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByRole('alert').getByText('The keychain is locked. Unlock it, then try again.').waitFor();
    await session.click();
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByText('Everything that storing needs is allowed').waitFor();

    await page.goto(`${window().origin}/#/settings?profile=pictures&part=keys`);
    await page.getByText('Memory, until Cloudroll ends').waitFor();
    expect(await page.content()).not.toContain(secretAccessKey);
  });

  test('an .env file becomes a profile, without its keys passing through the page', async () => {
    const { s3Endpoint, dynamodbEndpoint, region, accessKeyId, secretAccessKey } = window().cloud;
    const file = join(window().base, 'app.env');
    const lines = [
      ...[`REGION_NAME=${region}`, 'S3_BUCKET=pictures', 'IMAGE_METADATA_TABLE=images'],
      ...[`S3_ENDPOINT_URL=${s3Endpoint}`, `DYNAMODB_ENDPOINT_URL=${dynamodbEndpoint}`],
      ...[`AWS_ACCESS_KEY_ID=${accessKeyId}`, `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`],
    ];
    writeFileSync(file, lines.join('\n'));
    const page = await window().open('#/settings?q=profiles');
    await page.getByRole('button', { name: 'From a .env file…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Choose file…' }).click();
    await dialog.getByText(`Key that ends in ${accessKeyId.slice(-4)}`).waitFor();
    await dialog.getByLabel('Name of the profile').fill('from-env');
    await dialog.getByRole('checkbox', { name: 'Take the keys out of the file' }).click();
    await expectAccessible(page);
    await takePictures(page, 'env-file');
    expect(await page.content()).not.toContain(secretAccessKey);
    await dialog.getByRole('button', { name: 'Make profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'from-env' }).waitFor();
    await page.getByText('as it should be').first().waitFor();
    expect(readFileSync(file, 'utf8')).not.toContain(secretAccessKey);
    const made = (await window().client.profiles.list({})).find(({ profile }) => profile.name === 'from-env');
    expect(made?.profile).toMatchObject({ bucket: 'pictures', table: 'images', s3Endpoint });
  });

  test('of several profiles one is made the default', async () => {
    const page = await window().open('#/settings?q=profiles');
    await page.getByRole('button', { name: 'Make default from-env' }).click();
    await page.getByText('from-env · Default').waitFor();
    await takePictures(page, 'profiles');
    expect(await window().client.cloud.defaultProfile({})).toEqual({ profile: 'from-env' });
    expect(window().complaints).toEqual([]);
  });
});
