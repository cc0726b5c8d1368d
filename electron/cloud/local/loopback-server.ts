/** @file An HTTP server that only this computer can reach; both local servers stand on it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Failed } from '../../foundation/failed.ts';

export type LoopbackServer = {
  /** http://127.0.0.1:port */
  readonly endpoint: string;
  /** Takes no more calls, cuts those under way, and resolves when their handlers are done. Twice is harmless. */
  readonly close: () => Promise<void>;
};

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `port` 0 takes a free one. Throws Failed `bad-settings` when the port is taken or not allowed. */
export async function listenOnLoopback(port: number, handler: Handler): Promise<LoopbackServer> {
  const underWay = new Set<Promise<void>>();
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const done = handler(request, response)
      // The handler answers its own errors; what is left is a client that went away, or a bug: cut the line.
      .catch((error: unknown) => void response.destroy(error instanceof Error ? error : undefined))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  // A large body on a slow disk may take longer than Node's five minutes.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, handle);
  // The handler lets the body come when it first reads it, so that a refused call sends none.
  server.on('checkContinue', handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const failure = { code: 'bad-settings', retry: 'after-user-acts', scope: 'profile' } as const;
      reject(new Failed({ ...failure, subject: `port ${port}`, ...(error.code ? { detail: error.code } : {}) }, error));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: async () => {
      if (server.listening) {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      }
      await Promise.all(underWay);
    },
  };
}
