/** @file The sockets under an AWS client: our own keep-alive agents with timeouts that really throw; runs in main and terminal. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Milliseconds } from '../foundation/clock.ts';

export type ConnectionTimeouts = {
  /** Until the connection stands. It also runs while a request waits for a free socket: keep fewer in flight than sockets. */
  readonly connect: Milliseconds;
  /** Without a byte in either direction, sending included. */
  readonly idle: Milliseconds;
  /** From the request to the first byte of the answer, however busy the line is. */
  readonly answer: Milliseconds;
};

/** More requests of one client than this must not be in flight at once. */
export const socketsAtMost = 64;

export type Connections = {
  readonly handler: NodeHttpHandler;
  /** Closes every socket, so that what is in flight fails now as `offline`; the next request opens a new one. For wake from sleep. */
  readonly drop: () => void;
};

/** Whoever opens connections drops them at the end; nothing else keeps the process alive. */
export function smithyConnections(timeouts: ConnectionTimeouts): Connections {
  const agents = [
    new HttpAgent({ keepAlive: true, maxSockets: socketsAtMost }),
    new HttpsAgent({ keepAlive: true, maxSockets: socketsAtMost }),
  ] as const;
  const handler = new NodeHttpHandler({
    httpAgent: agents[0],
    httpsAgent: agents[1],
    connectionTimeout: timeouts.connect,
    socketTimeout: timeouts.idle,
    requestTimeout: timeouts.answer,
    // Without this the handler only writes a warning and waits on.
    throwOnRequestTimeout: true,
    // Without a logger the handler writes its warnings to the console.
    logger: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  return {
    handler,
    drop: () => {
      for (const agent of agents) agent.destroy();
    },
  };
}

function quiet(): void {
  // Every warning there is comes back to us as an error of the call, or is about sockets we count ourselves.
}
