/** @file The window in a browser: an HTTP server that only this computer reaches, and of it only our own page. */
import { createServer, type Server } from 'node:http';
import { ORPCError } from '@orpc/server';
import { badSettings } from '../../cloud/home.ts';
import { Failed, isAbort } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { ThumbCache } from '../thumb-cache.ts';
import type { WindowContext } from '../window-router.ts';
import { refusal, securityHeaders } from './admission.ts';
import { answerer } from './answer-request.ts';
import { endWith } from './end-with.ts';
import { apiDocument } from './rest.ts';
import { sessions } from './sessions.ts';
import { staticFiles } from './static-files.ts';
import { windowSockets } from './ws-socket.ts';

export type WindowServerOptions = {
  readonly context: WindowContext;
  /** 0 takes a free one. */
  readonly port: number;
  /** The built window; null, or one without a page, shows a plain page. */
  readonly files: AbsolutePath | null;
  readonly thumbs: ThumbCache;
  readonly log: Log;
};

export type WindowServer = {
  readonly port: number;
  /** Opens the window once: its fragment is a token that works one time. */
  readonly address: string;
  /** Twice is harmless. */
  readonly close: () => Promise<void>;
};

/** Throws Failed `bad-settings` when the port is taken or not allowed. */
export async function startWindowServer(options: WindowServerOptions): Promise<WindowServer> {
  const { context, thumbs, log } = options;
  const closing = new AbortController();
  const onBug = (error: unknown): void => {
    const isExpected = (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') || isAbort(error);
    if (!isExpected) log.error('A call of a window ended with a fault of ours', { error });
  };
  const document = await apiDocument(context.surface.version);
  // A large file on a slow disk may take longer than Node's five minutes.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 30_000 });
  const port = await listen(server, options.port);
  const held = sessions(port);
  const sockets = windowSockets(context, onBug);
  const files = staticFiles(options.files);
  const answer = answerer({ context, files, sessions: held, thumbs, onBug, document, closing: closing.signal });

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const no = refusal(request.headers, port, false);
    if (no !== null) return endWith(response, no.status, no.why);
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Failed) return endWith(response, 502, error.failure.code);
      // A client that breaks off in the middle of its body is no fault of ours.
      if (!request.errored) onBug(error);
      endWith(response, 500);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const no = refusal(request.headers, port, true);
    const status = no?.status ?? (held.holds(request.headers.cookie) ? 200 : 401);
    if (status === 200 && request.url === '/rpc') sockets.upgrade(request, socket, head);
    else socket.end(`HTTP/1.1 ${status === 200 ? 404 : status} Refused\r\nConnection: close\r\n\r\n`);
  });

  return {
    port,
    address: `http://127.0.0.1:${port}/#token=${held.token}`,
    close: async () => {
      closing.abort();
      sockets.close();
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const detail = error.code === undefined ? {} : { detail: error.code };
      reject(new Failed({ ...badSettings(`port ${port}`), ...detail }, error));
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('A TCP server has an address');
      resolve(address.port);
    });
  });
}
