/** @file The page that whoever is asked for a photo opens: in a real browser, from a file, against whatever the bucket answers. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { requestPage } from '../../../electron/library/request/request-page.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { hasChromium } from './window-world.ts';

const headers = { 'content-type': 'image/jpeg', 'if-none-match': '*' };

type Sent = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A bucket that lets any page put, as set up for that, and answers with this. */
async function bucketAnswering(status: number): Promise<{ readonly url: string; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer(async (asked, answer) => {
    const body = await text(asked);
    if (asked.method === 'PUT') sent.push({ headers: asked.headers, body });
    const allow = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type, if-none-match' };
    answer
      .writeHead(asked.method === 'OPTIONS' ? 200 : status, { ...allow, 'access-control-allow-methods': 'PUT' })
      .end();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/incoming/1.jpg?X-Amz-Signature=ab&X-Amz-Expires=60`, sent };
}

describe.skipIf(!hasChromium)('the page for the sender', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  async function openedPage(status: number) {
    const label = `Anna's <b>"photos"</b></script>`;
    const { url, sent } = await bucketAnswering(status);
    const path = join(temporaryFolder(), 'page.html');
    const size = { kind: 'most' as const, bytes: 10 };
    writeFileSync(path, requestPage({ label, contentType: 'image/jpeg', size, url, headers, expiresAt: 0 }));
    const page: Page = await browser.newPage();
    onTestFinished(() => page.close());
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    await page.goto(pathToFileURL(path).href);
    const send = (bytes: string) =>
      page.setInputFiles('input', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
    return {
      page,
      label,
      sent,
      faults,
      send,
      says: (words: string) => page.getByText(words).waitFor({ timeout: 10_000 }),
    };
  }

  test('shows for whom it is, sends one file with what was signed, and says that it arrived', async () => {
    const { page, label, sent, faults, send, says } = await openedPage(200);
    expect(await page.locator('h1').textContent()).toBe(label);
    await send('0123456789');
    await says('Thank you: it has arrived.');
    expect(sent).toMatchObject([{ headers, body: '0123456789' }]);
    expect(await page.locator('input').isDisabled()).toBe(true);
    expect(faults).toEqual([]);
  });

  test('sends nothing that is too large, and says how large it may be', async () => {
    const { sent, send, says } = await openedPage(200);
    await send('01234567890');
    await says('This file has 11 bytes; at most 10 are asked for.');
    expect(sent).toEqual([]);
  });

  test.each([
    [412, 'A file was sent already.'],
    [403, 'The time for this is over'],
    [500, 'It did not arrive (500).'],
  ])('says what a %i means', async (status, words) => {
    const { send, says } = await openedPage(status);
    await send('0');
    await says(words);
  });
});
