/** @file The line of a process of ours to the main process: Electron's own, or Node's; for the entries of those processes. */
import type { MainPort } from './journey/resize/pixel-port.ts';

/** What Electron's utility process has in place of Node's channel (electronjs.org/docs/latest/api/parent-port). */
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

/** Ends this process when the main process has gone: nobody is left to work for. Electron does that by itself. */
export function mainPort(): MainPort {
  const electronPort = parentPort();
  if (electronPort !== undefined) {
    return {
      send: (message) => electronPort.postMessage(message),
      onMessage: (listener) => electronPort.on('message', ({ data }) => listener(data)),
    };
  }
  process.on('disconnect', () => process.exit());
  return {
    // A message to a main process that has gone needs no receiver: we end with it.
    send: (message) => void (process.connected && process.send?.(message, undefined, {}, () => undefined)),
    onMessage: (listener) => void process.on('message', listener),
  };
}

/** Ends this process after what it sent has gone. */
export function leave(code: number): void {
  process.exitCode = code;
  if (parentPort() === undefined) process.disconnect();
  else process.exit();
}

function parentPort(): ParentPort | undefined {
  // Electron adds it to `process`; Node's types do not know it.
  return 'parentPort' in process ? (process.parentPort as ParentPort) : undefined;
}
