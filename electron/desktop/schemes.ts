/** @file Our two schemes: `app://bundle/` is the built page, served from disk; `thumb://…` is a picture, by its image's id. */
import { protocol } from 'electron';
import type { AbsolutePath } from '../foundation/paths.ts';
import { isOurPage, pageHost, pagePolicy, pageScheme, pictureScheme } from './addresses.ts';

/** Before the app is ready, once. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: pictureScheme, privileges: { standard: true, secure: true } },
  ]);
}

const headers = {
  'Content-Security-Policy': pagePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

/** Electron serves the folder by itself: no way out of it, no work of ours for each file. */
export function servePage(folder: AbsolutePath): void {
  protocol.registerSource(pageScheme, {
    routes: [{ match: { host: pageHost }, source: { type: 'directory', root: folder, headers } }],
  });
}

/**
 * For development alone: the page comes from Vite, which inserts scripts and styles and speaks over a socket of its own.
 * `server` is its address on this computer.
 */
export function servePageFrom(server: string): void {
  const loose = `default-src 'self' 'unsafe-inline' data: blob:; img-src 'self' ${pictureScheme}: data: blob:; connect-src 'self' ws:`;
  protocol.handle(pageScheme, async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(`${pathname}${search}`, server));
    const type = answer.headers.get('content-type') ?? 'text/html';
    return new Response(answer.body, {
      status: answer.status,
      headers: { ...headers, 'Content-Type': type, 'Content-Security-Policy': loose, 'Cache-Control': 'no-store' },
    });
  });
}

/** Answers an address with the picture, or null when there is none. */
export type FindPicture = (address: URL) => Promise<Response | null>;

/** Only our own page may ask; a picture is found by an image's id, never by a path. */
export function servePictures(find: FindPicture): void {
  protocol.handle(pictureScheme, async (request) => {
    const from = 'initiatorOrigin' in request ? request.initiatorOrigin : undefined;
    if (request.method !== 'GET' || (typeof from === 'string' && !isOurPage(from)))
      return new Response('', { status: 403 });
    return (await find(new URL(request.url))) ?? new Response('', { status: 404 });
  });
}
