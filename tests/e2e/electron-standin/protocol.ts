/**
 * @file The stand-in's schemes. Chromium goes to no page of a scheme that it does not know, so `app://host/` is
 * `https://host.app.invalid/` inside of it; both ways are here, as are the answers, by the app's own handlers.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { CustomScheme, Privileges, ProtocolSource } from 'electron';
import { app } from './app.ts';

type Handler = (request: Request) => Response | Promise<Response>;

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

class Protocol {
  readonly privileges = new Map<string, Privileges>();
  readonly handlers = new Map<string, Handler>();
  hasRegistered = false;

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    app.beforeReady('protocol.registerSchemesAsPrivileged()');
    if (this.hasRegistered) throw new Error('protocol.registerSchemesAsPrivileged() can be called once');
    this.hasRegistered = true;
    for (const { scheme, privileges } of schemes) this.privileges.set(scheme, privileges ?? {});
  }
  handle(scheme: string, handler: Handler): void {
    if (!app.isNowReady) throw new Error('protocol.handle() can be called after the app is ready');
    if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been intercepted or handled already`);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  registerSource(scheme: string, source: ProtocolSource): void {
    this.handle(scheme, (request) => fromDisk(source, request));
  }
}

export const protocol = new Protocol();

export function toWeb(url: string): string {
  return url.replace(/^([a-z][\w+.-]*):\/\/([^/?#]*)/i, (whole, scheme: string, host: string) =>
    protocol.privileges.get(scheme)?.standard ? `https://${host}.${scheme}.invalid` : whole,
  );
}

export function fromWeb(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#]*)\.([a-z][\w+-]*)\.invalid/i,
    (_, host: string, scheme: string) => `${scheme}://${host}`,
  );
}

/** Null where nobody answers for the address, as for one of the web. */
export async function answer(request: {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  initiator: string | undefined;
}): Promise<Response | null> {
  const url = fromWeb(request.url);
  const handler = protocol.handlers.get(new URL(url).protocol.replace(':', ''));
  if (handler === undefined) return null;
  const asked = new Request(url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return handler(
    Object.assign(asked, { initiatorOrigin: request.initiator === undefined ? undefined : fromWeb(request.initiator) }),
  );
}

async function fromDisk({ routes }: ProtocolSource, request: Request): Promise<Response> {
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
