/** @file Files of a registered source and nothing outside of its folder; and how an answer goes to Chromium. For main and launcher. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { ProtocolSource } from 'electron';
import type { CdpSession } from './cdp.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** `url` is of the app's scheme. */
export async function fromDisk(
  { routes }: ProtocolSource,
  request: { url: string; method: string },
): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const route = routes.find(({ match }) => match?.host === undefined || match.host === host);
  if (route === undefined || !['GET', 'HEAD'].includes(request.method)) return new Response('', { status: 404 });
  const { root, headers } = route.source;
  const path = normalize(join(root, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname)));
  if (!path.startsWith(`${root.replace(/[/\\]$/, '')}${sep}`)) return new Response('', { status: 404 });
  const body = await readFile(path).catch(() => null);
  if (body === null) return new Response('', { status: 404 });
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      ...(headers as Record<string, string>),
    },
  });
}

/** Null: nobody answers, so the request goes on as one of the web. Rejects when the page has gone. */
export async function settleRequest(page: CdpSession, requestId: string, response: Response | null): Promise<void> {
  if (response === null) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  });
}
