/** @file Signed addresses on every S3 server there is: they take the bytes they were made for, and nothing else. */
import { createHash, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { type S3Connection, s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { s3Links } from '../../../electron/journey/upload/s3-links.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';

type Server = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

let local: LocalCloud | undefined;
afterAll(async () => local?.close());

const servers: readonly { name: string; isHere: boolean; checksHash: boolean; start: () => Promise<Server> }[] = [
  {
    name: 'the local cloud',
    isHere: true,
    checksHash: true,
    start: async () => {
      local = await localCloudWorld();
      return { ...local, endpoint: local.s3Endpoint };
    },
  },
  // This version of Ceph reads no SHA-256 checksum (research/servers.md, 2.1).
  { name: 'Ceph', isHere: radosGatewayIsHere, checksHash: false, start: radosGateway },
];

const signal = new AbortController().signal;
const bytes = Buffer.from('the bytes of a picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** Node's own client: it sends exactly these headers and says exactly that length. */
function put(url: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'PUT', headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

for (const { name, isHere, checksHash, start } of servers) {
  describe.skipIf(!isHere)(`on ${name}`, () => {
    const bucket = `links-${randomUUID()}`;
    let connection: S3Connection;
    beforeAll(async () => {
      const { endpoint, region, ...keys } = await start();
      connection = s3Client({ region, s3Endpoint: endpoint, addressing: 'path' }, async () => keys);
      await createBucket(connection.client, bucket, signal);
    });
    afterAll(() => connection.close());

    const wish = (key: string) => ({
      bucket,
      key: key as ObjectKey,
      size: bytes.byteLength,
      sha256,
      contentType: 'image/png',
      metadata: { 'file-name': 'Ünï.png', sha256 },
    });

    test('the address takes the bytes it was made for, once, with their metadata', async () => {
      const { url, headers } = await s3Links(connection.client).toPut(wish('a.png'), 300);
      expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
      expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual(
        expect.arrayContaining(['content-length', 'content-type', 'host', 'if-none-match', 'x-amz-checksum-sha256']),
      );
      expect(await put(url, headers, bytes)).toBe(200);
      const stored = await s3ObjectStore(connection.client).head({ bucket, key: 'a.png' as ObjectKey }, signal);
      expect(stored).toMatchObject({ size: bytes.byteLength, metadata: { 'file-name': 'Ünï.png', sha256 } });
      expect(await put(url, headers, bytes)).toBe(412);
    });

    test('another type, another size, a missing header or another key is refused', async () => {
      const links = s3Links(connection.client);
      const { url, headers } = await links.toPut(wish('b.png'), 300);
      const { 'content-type': _, ...untyped } = headers;
      const longer = Buffer.concat([bytes, bytes]);
      expect(await put(url, { ...headers, 'content-type': 'text/html' }, bytes)).toBe(403);
      expect(await put(url, untyped, bytes)).toBe(403);
      expect(await put(url, { ...headers, 'content-length': String(longer.byteLength) }, longer)).toBe(403);
      expect(await put(url, { ...headers, 'x-amz-meta-file-name': 'other' }, bytes)).toBe(403);
      expect(await put(url.replace('b.png', 'c.png'), headers, bytes)).toBe(403);
      if (checksHash) expect(await put(url, headers, Buffer.alloc(bytes.byteLength))).toBe(400);
      expect(await s3ObjectStore(connection.client).head({ bucket, key: 'b.png' as ObjectKey }, signal)).toBeNull();
    });

    test('an address to fetch gives the bytes under their name, and only these', async () => {
      const links = s3Links(connection.client);
      const { url: to, headers } = await links.toPut(wish('d.png'), 300);
      expect(await put(to, headers, bytes)).toBe(200);
      const address = { bucket, key: 'd.png' as ObjectKey };
      const url = await links.toGet(address, { fileName: "Ünï's (1).png", contentType: 'image/png' }, 300);
      const answer = await fetch(url);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="_n_'s (1).png"; filename*=UTF-8''%C3%9Cn%C3%AF%27s%20%281%29.png`,
      );
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
      expect((await fetch(url.replace('d.png', 'a.png'))).status).toBe(403);
    });
  });
}
