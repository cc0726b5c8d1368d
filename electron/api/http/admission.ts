/** @file What is looked at before any request is: that it was meant for us and comes from our own page; pure. */
import type { IncomingHttpHeaders } from 'node:http';

/** A name that resolves to 127.0.0.1 is not ours: a page of that name would otherwise be of our origin (DNS rebinding). */
function hostsOf(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

export type Refusal = { readonly status: 403 | 421; readonly why: string };

/**
 * Null: go on. Browsers say which page a request comes from; a program says nothing, and needs the cookie like anybody. A
 * WebSocket always has to say, because no browser asks before it opens one. Fetch metadata: www.w3.org/TR/fetch-metadata.
 */
export function refusal(headers: IncomingHttpHeaders, port: number, isWebSocket: boolean): Refusal | null {
  const { host, origin } = headers;
  if (host === undefined || !hostsOf(port).includes(host)) return { status: 421, why: 'This is not that host.' };
  const site = headers['sec-fetch-site'];
  if (origin === undefined) {
    if (isWebSocket) return { status: 403, why: 'A WebSocket needs an origin.' };
  } else if (origin !== `http://${host}`) {
    return { status: 403, why: 'Another page asked.' };
  }
  // 'none' is a person at the address bar; a link from another page may only lead to the page itself.
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return { status: 403, why: 'Another page asked.' };
  }
  return null;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer. No CORS header is among them: no other page may read anything. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};
