/** @file The contract over a WebSocket: one for each window, closed with the server. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { type WindowContext, windowRouter } from '../window-router.ts';
import { largestCall } from './rest.ts';

export type WindowSockets = {
  /** For a request that was admitted. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

export function windowSockets(context: WindowContext, onBug: (error: unknown) => void): WindowSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestCall });
  const handler = new RPCHandler(windowRouter, { interceptors: [onError(onBug)] });
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (window) => {
        // A window that goes away in the middle of a message is no fault.
        window.on('error', () => window.terminate());
        handler.upgrade(window, { context }).catch(onBug);
      }),
    close: () => {
      for (const window of server.clients) window.terminate();
      server.close();
    },
  };
}
