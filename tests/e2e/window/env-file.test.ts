/** @file An .env file in a browser, as under `cloudroll serve`: chosen or dropped, handed over unread, its keys in the keychain. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const keychain = memoryKeychain();
const window = windowForFile({ withProfile: false, keychain });

function envText(): string {
  const { s3Endpoint, dynamodbEndpoint, region, accessKeyId, secretAccessKey } = window().cloud;
  return [
    ...[`REGION_NAME=${region}`, 'S3_BUCKET=pictures', 'IMAGE_METADATA_TABLE=images'],
    ...[`S3_ENDPOINT_URL=${s3Endpoint}`, `DYNAMODB_ENDPOINT_URL=${dynamodbEndpoint}`],
    ...[`AWS_ACCESS_KEY_ID=${accessKeyId}`, `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`],
  ].join('\n');
}

describe.skipIf(!hasChromium)('in a browser', () => {
  test('an .env file is chosen in the first run, and its keys move to the keychain', async () => {
    const { accessKeyId, secretAccessKey } = window().cloud;
    const file = join(window().base, '.env');
    writeFileSync(file, envText());
    const page = await window().open('#/welcome?step=2');
    await page.getByRole('button', { name: 'From a .env file…' }).click();
    const dialog = page.getByRole('dialog');
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose file…' }).click();
    await (await choosing).setFiles(file);
    await dialog.getByText(`Key that ends in ${accessKeyId.slice(-4)}`).waitFor();
    await dialog.getByText(/^The keys stay in the file too/).waitFor();
    expect(await dialog.getByRole('checkbox', { name: 'Take the keys out of the file' }).count()).toBe(0);
    await dialog.getByLabel('Name of the profile').fill('from-browser');
    await expectAccessible(page);
    await takePictures(page, 'env-browser');
    await dialog.getByRole('button', { name: 'Make profile' }).click();
    await page.getByText('as it should be').first().waitFor();
    expect(await page.content()).not.toContain(secretAccessKey);
    expect(await keychain.read('profile:from-browser')).toContain(secretAccessKey);
    // Nowhere on the disk of ours, and theirs is as it was.
    for (const name of readdirSync(join(window().base, 'home'), { recursive: true, withFileTypes: true })) {
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name)).includes(secretAccessKey)).toBe(false);
    }
    expect(readFileSync(file, 'utf8')).toBe(envText());
  });

  test('one that is dropped is taken for what it is, not for an image', async () => {
    const page = await window().open('#/settings?q=profiles', { colorScheme: 'dark' });
    await page.getByRole('button', { name: 'From a .env file…' }).click();
    const dialog = page.getByRole('dialog');
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], '.env'));
      return transfer;
    }, envText());
    await dialog.getByText('Or drop it here.').dispatchEvent('drop', { dataTransfer: dropped });
    await dialog.getByText(/^Key that ends in/).waitFor();
    await dialog.getByLabel('Name of the profile').fill('dropped');
    await expectAccessible(page);
    await takePictures(page, 'env-browser-dark');
    await dialog.getByRole('button', { name: 'Make profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'dropped' }).waitFor();
    expect((await window().client.status({})).queued.files).toBe(0);
    expect(window().complaints).toEqual([]);
  });

  test('one of something else, and one that is too large, are said to be none', async () => {
    const page = await window().open('#/settings?q=Profil', { locale: 'de-DE' });
    await page.getByRole('button', { name: 'Aus einer .env-Datei…' }).click();
    const input = page.getByRole('dialog').locator('input[type=file]');
    await input.setInputFiles({ name: '.env', mimeType: 'text/plain', buffer: Buffer.from('A=1\n') });
    await page.getByRole('alert').first().waitFor();
    await input.setInputFiles({ name: '.env', mimeType: 'text/plain', buffer: Buffer.alloc(65 * 1024, 'A') });
    await page.getByText('Das war keine solche Datei').waitFor();
  });
});
