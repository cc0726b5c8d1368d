/** @file What each address answers: the window's files to anybody on this computer, everything else to a session. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { type ThumbParts, ThumbRequest, thumbOf } from '../thumbs.ts';
import { type WindowContext, windowRouter } from '../window-router.ts';
import { endWith } from './end-with.ts';
import { receiveEnvFile } from './receive-env-file.ts';
import { receiveFile } from './receive-file.ts';
import { type ApiDocument, apiPage, largestCall, restHandler, restPrefix } from './rest.ts';
import { exchangeToken, type Sessions } from './sessions.ts';
import type { StaticFiles } from './static-files.ts';

export type AnswerParts = {
  readonly context: WindowContext;
  readonly files: StaticFiles;
  readonly sessions: Sessions;
  readonly thumbs: ThumbParts['cache'];
  readonly onBug: (error: unknown) => void;
  readonly document: ApiDocument;
  /** Aborts with the server. */
  readonly closing: AbortSignal;
};

type Asked = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL };
/** False: not mine. */
type Way = (asked: Asked) => Promise<boolean>;

/** For requests that were admitted. May reject with Failed, and for bugs. */
export function answerer(parts: AnswerParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const open: readonly Way[] = [staticFile(parts), newSession(parts)];
  const known: readonly Way[] = [
    thumb(parts),
    newFile(parts),
    newEnvFile(parts),
    apiPages(parts),
    rpcCall(parts),
    restCall(parts),
  ];
  return async (request, response) => {
    const asked = { request, response, url: new URL(request.url ?? '/', 'http://host') };
    for (const way of open) if (await way(asked)) return;
    if (!parts.sessions.holds(request.headers.cookie)) {
      return endWith(response, 401, 'Open the address that was printed.');
    }
    for (const way of known) if (await way(asked)) return;
    endWith(response, 404, 'There is nothing here.');
  };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function staticFile({ files }: AnswerParts): Way {
  return async ({ request, response }) => {
    // Without the URL's own tidying: '..' and its like are names of nothing here.
    const file = isReading(request) ? files.find((request.url ?? '/').split(/[?#]/)[0] ?? '/') : null;
    if (file === null) return false;
    const bytes = await file.read();
    response.writeHead(200, { 'Content-Type': file.type, 'Cache-Control': file.cache });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return true;
  };
}

function newSession({ sessions }: AnswerParts): Way {
  return async ({ request, response, url }) => {
    if (url.pathname !== '/session' || request.method !== 'POST') return false;
    await exchangeToken(sessions, request, response);
    return true;
  };
}

function thumb({ context, thumbs, closing }: AnswerParts): Way {
  return async ({ request, response, url }) => {
    if (!url.pathname.startsWith('/thumb/') || !isReading(request)) return false;
    const query = Object.fromEntries(url.searchParams);
    const asked = ThumbRequest.safeParse({ ...query, imageId: url.pathname.slice('/thumb/'.length) });
    if (!asked.success) {
      endWith(response, 400);
      return true;
    }
    // The signal is the server's: others may wait for the same picture when this one's page goes away.
    const found = await thumbOf({ ...context, cache: thumbs }, asked.data, closing);
    if (found === null) {
      endWith(response, 404);
      return true;
    }
    const cache = asked.data.v === undefined ? 'no-cache' : 'private, max-age=31536000, immutable';
    response.writeHead(200, { 'Content-Type': found.contentType, 'Cache-Control': cache });
    response.end(request.method === 'HEAD' ? undefined : found.bytes);
    return true;
  };
}

function newFile({ context }: AnswerParts): Way {
  return async ({ request, response, url }) => {
    if (url.pathname !== '/inbox' || request.method !== 'POST') return false;
    endWith(response, await receiveFile(context, request, url.searchParams));
    return true;
  };
}

function newEnvFile({ context }: AnswerParts): Way {
  return async ({ request, response, url }) => {
    if (url.pathname !== context.surface.envFiles || request.method !== 'POST') return false;
    await receiveEnvFile(context.envFiles, request, response);
    return true;
  };
}

function apiPages({ document }: AnswerParts): Way {
  return async ({ request, response, url }) => {
    if (!isReading(request)) return false;
    if (url.pathname === restPrefix) endWith(response, 200, apiPage(document), 'text/html; charset=utf-8');
    else if (url.pathname === `${restPrefix}/openapi.json`) {
      endWith(response, 200, JSON.stringify(document), 'application/json');
    } else return false;
    return true;
  };
}

function rpcCall({ context, onBug }: AnswerParts): Way {
  const handler = new RPCHandler(windowRouter, {
    plugins: [new BodyLimitPlugin({ maxBodySize: largestCall })],
    interceptors: [onError(onBug)],
  });
  return async ({ request, response }) => {
    response.setHeader('Cache-Control', 'no-store');
    return (await handler.handle(request, response, { prefix: '/rpc', context })).matched;
  };
}

function restCall({ context, onBug }: AnswerParts): Way {
  const handler = restHandler(onBug);
  return async ({ request, response }) =>
    (await handler.handle(request, response, { prefix: restPrefix, context })).matched;
}
