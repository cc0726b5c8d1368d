/** @file Who may ask: a token that works once becomes a session that a page cannot read; in memory only. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { endWith } from './end-with.ts';

export type Sessions = {
  /** For the fragment of the address that a person opens: browsers never send it to a server. */
  readonly token: string;
  /** The new session's cookie value, or null for a token that is wrong or was used. */
  readonly exchange: (token: string) => string | null;
  /** `cookies` as the header has them. */
  readonly holds: (cookies: string | undefined) => boolean;
  /** The Set-Cookie header for a session. */
  readonly cookie: (session: string) => string;
};

/** `port` is in the cookie's name, because browsers keep cookies by host, and another Cloudroll may run beside this one. */
export function sessions(port: number): Sessions {
  const token = randomBytes(32).toString('base64url');
  const name = `cloudroll-${port}`;
  let isUsed = false;
  /** Digests, so that looking one up says nothing by how long it takes. */
  const known = new Set<string>();
  return {
    token,
    exchange: (offered) => {
      if (isUsed || !isSame(offered, token)) return null;
      isUsed = true;
      const session = randomBytes(32).toString('base64url');
      known.add(digest(session).toString('hex'));
      return session;
    },
    holds: (cookies) =>
      (cookies ?? '')
        .split(';')
        .map((pair) => pair.trim().split('='))
        .some(([key, value]) => key === name && value !== undefined && known.has(digest(value).toString('hex'))),
    cookie: (session) => `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const TokenBody = z.strictObject({ token: z.string().max(100) });

/** Bytes. */
const largestBody = 1024;

/** Answers 204 with the cookie, 401, or 413. */
export async function exchangeToken(held: Sessions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = z.instanceof(Uint8Array).parse(piece);
    size += bytes.byteLength;
    if (size > largestBody) return endWith(response, 413);
    pieces.push(bytes);
  }
  const session = held.exchange(tokenIn(Buffer.concat(pieces).toString()));
  if (session === null) return endWith(response, 401, 'This address was used already, or is not whole.');
  response.setHeader('Set-Cookie', held.cookie(session));
  endWith(response, 204);
}

/** Empty, which no token is, for whatever is none. */
function tokenIn(body: string): string {
  try {
    return TokenBody.parse(JSON.parse(body)).token;
  } catch {
    return '';
  }
}
