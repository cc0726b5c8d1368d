/** @file Who may ask what of `cloudroll serve`: only our own page, only with a session, only what there is. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { startWindowServer } from '../../../electron/api/http/window-server.ts';
import { thumbCache } from '../../../electron/api/thumb-cache.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import type { contract } from '../../../shared/contract.ts';
import { expectNoSecret, expectNoSecretIn } from '../../setup/expect-no-secret.ts';
import { apiWorld, cloudForFile, writePicture } from '../api-world.ts';

const { cloud, profile } = cloudForFile();

type Asked = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

async function served() {
  const world = await apiWorld();
  const window = absolutePath(join(world.base, 'window'));
  mkdirSync(join(window, 'assets'), { recursive: true });
  writeFileSync(join(window, 'index.html'), '<!doctype html><title>the window</title>');
  writeFileSync(join(window, 'assets', 'a-1b2c.js'), 'export {}');
  writeFileSync(join(world.base, 'secret.txt'), 'not for pages');
  const errors: string[] = [];
  const server = await startWindowServer({
    context: world.context,
    port: 0,
    files: window,
    thumbs: thumbCache(absolutePath(join(world.home, 'thumbs')), systemClock),
    log: { ...silentLog, error: (message, fields) => void errors.push(`${message} ${String(fields?.['error'])}`) },
  });
  onTestFinished(server.close);
  const origin = `http://127.0.0.1:${server.port}`;
  /** As the bytes are written: fetch would tidy the path and refuse the headers that matter here. */
  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string; bytes: Buffer }>(
      (resolve, reject) => {
        const asking = httpRequest({ port: server.port, host: '127.0.0.1', path, method, headers }, async (answer) => {
          const pieces: Buffer[] = [];
          for await (const piece of answer) pieces.push(Buffer.from(piece));
          const bytes = Buffer.concat(pieces);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString(), bytes });
        });
        asking.once('error', reject);
        asking.end(body);
      },
    );
  const token = server.address.split('#token=')[1] ?? '';
  const exchange = (offered: string, headers: Record<string, string> = {}) =>
    ask('/session', { method: 'POST', headers: { origin, ...headers }, body: JSON.stringify({ token: offered }) });
  return { world, server, origin, ask, token, exchange, errors };
}

async function opened() {
  const all = await served();
  const answer = await all.exchange(all.token);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const socket = async (headers: Record<string, string>) => {
    const web = new WebSocket(`ws://127.0.0.1:${all.server.port}/rpc`, { headers });
    const status = await new Promise<number>((resolve) => {
      web.once('open', () => resolve(101));
      web.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
      web.once('error', () => resolve(0));
    });
    onTestFinished(() => web.terminate());
    return { web, status };
  };
  return { ...all, cookie, socket };
}

test('the token works once, and nothing but the page is answered without its session', async () => {
  const { ask, token, exchange, server } = await served();
  expect(server.address).toBe(`http://127.0.0.1:${server.port}/#token=${token}`);
  expect((await ask('/')).text).toContain('the window');
  for (const path of ['/api/status', '/api', '/api/openapi.json', `/thumb/${'0'.repeat(64)}`, '/rpc/status']) {
    expect((await ask(path)).status, path).toBe(401);
  }
  expect((await exchange(`${token.slice(0, -1)}_`)).status).toBe(401);
  expect((await exchange('')).status).toBe(401);
  const first = await exchange(token);
  expect(first.status).toBe(204);
  const set = String(first.headers['set-cookie']);
  expect(set).toMatch(/^cloudroll-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await exchange(token)).status).toBe(401);
  const cookie = set.split(';')[0] ?? '';
  expect((await ask('/api/status', { headers: { cookie } })).status).toBe(200);
  expect((await ask('/api/status', { headers: { cookie: `${cookie.slice(0, -1)}_` } })).status).toBe(401);
});

test('another host, origin or site is refused, whatever it has', async () => {
  const { ask, cookie, origin, server, socket } = await opened();
  const get = async (headers: Record<string, string>) =>
    (await ask('/api/status', { headers: { cookie, ...headers } })).status;
  const { port } = server;
  expect(await get({ host: `127.0.0.1:${port}` })).toBe(200);
  expect(await get({ host: `localhost:${port}` })).toBe(200);
  for (const host of [
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1.evil.example:${port}`,
    `[::1]:${port}`,
  ]) {
    expect(await get({ host }), host).toBe(421);
  }
  expect(await get({ origin })).toBe(200);
  for (const other of [
    'http://evil.example',
    `http://127.0.0.1:${port + 1}`,
    'null',
    `https://127.0.0.1:${port}`,
    `http://localhost:${port}`,
  ]) {
    expect(await get({ origin: other }), other).toBe(403);
  }
  for (const site of ['cross-site', 'same-site']) expect(await get({ 'sec-fetch-site': site }), site).toBe(403);
  expect(await get({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect((await ask('/', { headers: link })).status).toBe(200);

  expect((await socket({ cookie, origin })).status).toBe(101);
  expect((await socket({ cookie })).status).toBe(403);
  expect((await socket({ cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect((await socket({ origin })).status).toBe(401);
  expect((await socket({ cookie, origin, host: `evil.example:${port}` })).status).toBe(421);
});

test('every answer says that no other page may use it', async () => {
  const { ask, cookie } = await opened();
  for (const path of ['/', '/assets/a-1b2c.js', '/none', '/api', '/api/status']) {
    const { headers } = await ask(path, { headers: { cookie } });
    expect(headers['content-security-policy'], path).toContain("script-src 'self'");
    expect(headers['content-security-policy'], path).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('no address leads out of the window, and none to what is no file of it', async () => {
  const { ask, cookie, server } = await opened();
  expect((await ask('/assets/a-1b2c.js')).headers['cache-control']).toContain('immutable');
  const ways = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/assets',
    '/index.html%00.js',
    '/window/index.html',
  ];
  for (const way of ways) {
    const { status, text } = await ask(way, { headers: { cookie } });
    expect([way, status]).toEqual([way, 404]);
    expect(text).not.toContain('not for pages');
  }
  const raw = await new Promise<string>((resolve) => {
    const line = connect(server.port, '127.0.0.1', () =>
      line.end('GET http://evil.example/../secret.txt HTTP/1.1\r\nHost: evil.example\r\n\r\n'),
    );
    let text = '';
    line.on('data', (piece) => (text += String(piece)));
    line.on('close', () => resolve(text));
  });
  expect(raw).toMatch(/^HTTP\/1\.1 421 /);
});

test('a body that is too large is refused before it is kept', async () => {
  const { ask, cookie, origin, exchange, socket, world } = await opened();
  expect((await exchange('x'.repeat(2000))).status).toBe(413);
  const headers = { cookie, origin, 'content-type': 'application/json' };
  const large = JSON.stringify({ json: { token: 'x'.repeat(300_000) } });
  expect((await ask('/rpc/drops/look', { method: 'POST', headers, body: large })).status).toBe(413);
  expect((await ask('/api/drops/look', { method: 'POST', headers, body: large })).status).toBe(413);
  const { web } = await socket({ cookie, origin });
  const closed = new Promise((resolve) => web.once('close', resolve));
  web.send('x'.repeat(300_000));
  expect(await closed).toBe(1009);
  await world.client.profiles.save({ profile: { ...profile(), largestFile: 1000 }, keys: keys() });
  const file = (body: Buffer) =>
    ask('/inbox?name=a.jpg&profile=p', { method: 'POST', headers: { cookie, origin }, body });
  expect((await file(Buffer.alloc(1001))).status).toBe(413);
  const chunked = { cookie, origin, 'transfer-encoding': 'chunked' };
  const streamed = await ask('/inbox?name=a.jpg&profile=p', {
    method: 'POST',
    headers: chunked,
    body: Buffer.alloc(1001),
  });
  expect(streamed.status).toBe(413);
  expect((await world.client.images.count({})).images).toBe(0);
});

const keys = () => ({ accessKeyId: cloud().accessKeyId, secretAccessKey: cloud().secretAccessKey });

test('bytes from a browser are carried, and their picture is shown from the cloud, then from the disk', async () => {
  const { ask, cookie, origin, world, errors } = await opened();
  await world.client.profiles.save({ profile: profile(), keys: keys() });
  const bytes = await writePicture(join(world.base, 'x.jpg'), 7);
  const sent = await ask(`/inbox?profile=p&name=${encodeURIComponent('../../Ünï köde.jpg')}`, {
    method: 'POST',
    headers: { cookie, origin },
    body: bytes,
  });
  expect(sent.status).toBe(204);
  expect((await ask('/inbox?profile=none&name=a.jpg', { method: 'POST', headers: { cookie, origin } })).status).toBe(
    404,
  );
  expect((await ask('/inbox?profile=p', { method: 'POST', headers: { cookie, origin } })).status).toBe(400);
  await world.stored(1);
  const {
    entries: [entry],
  } = await world.client.images.page({});
  expect(entry).toMatchObject({ fileName: 'Ünï köde.jpg', size: bytes.byteLength });
  const address = `/thumb/${entry?.imageId}?v=${entry?.thumb}`;
  const shown = await ask(address, { headers: { cookie } });
  expect(shown.headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  expect(shown.bytes.subarray(8, 12).toString()).toBe('WEBP');
  expect((await ask(`${address}&rendition=preview`, { headers: { cookie } })).headers['content-type']).toBe(
    'image/jpeg',
  );
  for (const none of [
    `/thumb/${entry?.imageId}?v=${'0'.repeat(16)}`,
    `${address}&rendition=original`,
    `/thumb/${'0'.repeat(64)}`,
  ]) {
    expect((await ask(none, { headers: { cookie } })).status, none).toBe(404);
  }
  expect((await ask('/thumb/..%2f..', { headers: { cookie } })).status).toBe(400);
  await cloud().close();
  expect((await ask(address, { headers: { cookie } })).bytes.equals(shown.bytes)).toBe(true);
  expect(errors).toEqual([]);
});

test('a file whose bytes break off, now or in an earlier life, leaves nothing', async () => {
  const { cookie, origin, server, world, errors } = await opened();
  const inbox = join(world.home, 'inbox', 'p');
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, '.earlier.part'), 'half');
  await world.client.profiles.save({ profile: profile(), keys: keys() });
  const sending = httpRequest({
    port: server.port,
    host: '127.0.0.1',
    path: '/inbox?name=half.jpg&profile=p',
    method: 'POST',
    headers: { cookie, origin, 'content-length': '1000' },
  });
  sending.once('error', () => undefined);
  sending.write(Buffer.alloc(10));
  await vi.waitFor(() =>
    expect(readdirSync(inbox).filter((name) => /^\.[0-9a-f-]{36}\.part$/.test(name)).length).toBe(1),
  );
  sending.destroy();
  await vi.waitFor(() => expect(readdirSync(inbox)).toEqual([]));
  expect(errors).toEqual([]);
});

test('the contract speaks over the WebSocket, its events too, and no answer holds the secret', async () => {
  const { cookie, origin, socket, world, server, ask } = await opened();
  const { web } = await socket({ cookie, origin });
  const heard: string[] = [];
  web.on('message', (message) => heard.push(String(message)));
  // The link is made for the browser's WebSocket, which ws is like in all that it uses.
  const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ websocket: web as never }));
  const changes = await client.changes({});
  expect(await changes.next()).toMatchObject({ value: { changed: [] } });
  await client.profiles.save({
    profile: profile('q'),
    keys: { ...keys(), secretAccessKey: 'the very secret of this test' },
  });
  expect(await changes.next()).toMatchObject({ value: { changed: expect.arrayContaining(['profiles']) } });
  await expect(client.drops.look({ token: 'A'.repeat(43) })).rejects.toMatchObject({ code: 'UNKNOWN', defined: true });
  await expect(client.folders.rescan({ id: 'x' } as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  for await (const activity of await client.activity({})) {
    expect(activity.left.images).toBe(0);
    break;
  }
  heard.push((await ask('/api/profiles', { headers: { cookie } })).text);
  heard.push((await ask('/api/settings/get', { method: 'POST', headers: { cookie, origin } })).text);
  expect(heard.join()).toContain('profile:q');
  expectNoSecretIn(heard.join('\n'), 'the very secret of this test');
  await expectNoSecret(world.home, 'the very secret of this test');
  expect(world.errors).toEqual([]);
  // An open window and its events do not hold up the end.
  await server.close();
});
