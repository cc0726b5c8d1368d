/** @file Runs first in a stand-in's utility process: gives it `process.parentPort` and takes Node's own channel away. */
import { EventEmitter } from 'node:events';

const send = process.send?.bind(process);
const channel = process.channel;
const early: unknown[] = [];

const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void send?.(message) });
process.on('message', (message) => {
  if (port.listenerCount('message') === 0) early.push(message);
  else port.emit('message', { data: message, ports: [] });
});
process.on('disconnect', () => process.exit(1));
// As in Electron, who listens is kept alive by it and gets what came before.
channel?.unref();
port.on('newListener', (name) => {
  if (name !== 'message') return;
  channel?.ref();
  setImmediate(() => {
    for (const message of early.splice(0)) port.emit('message', { data: message, ports: [] });
  });
});
// Electron's utility process has a port of its own and no channel of Node.
Object.assign(process, { parentPort: port, send: undefined, type: 'utility' });
