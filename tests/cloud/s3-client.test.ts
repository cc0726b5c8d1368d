/** @file What our S3 client makes of answers that break the rules, from an HTTP server that gives them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import type { ObjectKey } from '../../shared/image.ts';

// A plain name is a key.
const someKey = 'key' as ObjectKey;

describe('what a server says', () => {
  const forever = new AbortController().signal;

  test('Retry-After is handed on in milliseconds', async () => {
    const answer = { status: 503, headers: { 'retry-after': '7' }, body: errorXml('SlowDown') };
    await expect(listing(answer)).rejects.toMatchObject({
      failure: { code: 'throttled', retry: 'soon', waitAtLeast: 7_000, detail: 'SlowDown' },
    });
  });

  test('a page of HTML with status 200 is a bad answer, with 502 a server error', async () => {
    const body = '<!DOCTYPE html><html><body>Log in to the hotel’s Wi-Fi<br></body>';
    await expect(listing({ status: 200, body })).rejects.toMatchObject({
      failure: { code: 'bad-answer', retry: 'soon' },
    });
    await expect(listing({ status: 502, body })).rejects.toMatchObject({ failure: { code: 'server-error' } });
  });

  test('an answer that breaks off in the middle is no list', async () => {
    const body = '<?xml version="1.0"?><ListBucketResult><Contents><Key>a</Key>';
    await expect(listing({ status: 200, body })).rejects.toMatchObject({ failure: { retry: 'soon' } });
  });

  test('a bucket in another region is a wrong region, whatever the status', async () => {
    const headers = { 'x-amz-bucket-region': 'eu-west-1' };
    for (const status of [301, 400]) {
      await expect(listing({ status, headers, body: '' })).rejects.toMatchObject({ failure: { code: 'wrong-region' } });
    }
  });

  test('an error inside an answer of status 200 is an error', async () => {
    const store = await storeAnswering({ status: 200, body: errorXml('InternalError') });
    const upload = { bucket: 'bucket', key: someKey, uploadId: 'u' };
    const parts = [{ number: 1, etag: 'e', sha256: 'ab'.repeat(32), size: 1 }];
    await expect(store.completeParts(upload, parts, forever)).rejects.toMatchObject({
      failure: { code: 'server-error', retry: 'soon' },
    });
  });

  test('a body that ends before its announced length is a failure, not a short object', async () => {
    const store = await storeAnswering({ status: 200, headers: { 'content-length': '1000' }, body: 'only this' });
    const body = await store.get({ bucket: 'bucket', key: someKey }, forever);
    const reading = (async () => {
      for await (const _ of body ?? []);
    })();
    await expect(reading).rejects.toMatchObject({ failure: { code: 'offline', retry: 'soon' } });
  });

  test('an abort ends the reading of a body that has stopped coming', async () => {
    const store = await storeAnswering({
      status: 200,
      headers: { 'content-length': '1000' },
      body: 'this',
      stalls: true,
    });
    const stop = new AbortController();
    const body = await store.get({ bucket: 'bucket', key: someKey }, stop.signal);
    const reading = (async () => {
      for await (const _ of body ?? []) stop.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  type Answer = {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body: string;
    readonly stalls?: boolean;
  };

  async function listing(answer: Answer): Promise<void> {
    const store = await storeAnswering(answer);
    for await (const _ of store.list('bucket', '', forever));
  }

  async function storeAnswering({ status, headers, body, stalls }: Answer): Promise<ReturnType<typeof s3ObjectStore>> {
    const server = createServer((_, response) => {
      response.writeHead(status, headers);
      if (headers?.['content-length'] === undefined) response.end(body);
      else response.write(body, () => (stalls === true ? undefined : response.destroy()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    const place = { region: 'us-east-1', s3Endpoint: `http://127.0.0.1:${port}`, addressing: 'path' } as const;
    const { client, close } = s3Client(place, () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 's' }));
    onTestFinished(() => {
      close();
      server.close();
      server.closeAllConnections();
    });
    return s3ObjectStore(client);
  }
});

function errorXml(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>m</Message></Error>`;
}
