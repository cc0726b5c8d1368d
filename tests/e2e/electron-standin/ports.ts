/** @file The stand-in's ipcMain and MessageChannelMain: channels by name, and ports that can be given to a page. */
import { EventEmitter } from 'node:events';
import { StrictEmitter } from './surroundings.ts';

export type IpcHandler = (event: object, ...given: unknown[]) => unknown;

export class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, IpcHandler>();

  handle(channel: string, handler: IpcHandler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/** Where a port's other end is. */
export type Far = { readonly post: (data: unknown) => void; readonly close: () => void };

export class MessagePortMain extends StrictEmitter {
  far: Far | undefined;
  isStarted = false;
  isClosed = false;
  isGiven = false;
  readonly waiting: unknown[] = [];

  override events(): readonly string[] {
    return ['message', 'close'];
  }
  postMessage(data: unknown, transfer?: unknown[]): void {
    if (transfer !== undefined && transfer.length > 0)
      throw new Error('The stand-in for Electron moves no ports through ports');
    if (!this.isClosed) this.far?.post(structuredClone(data));
  }
  start(): void {
    this.isStarted = true;
    for (const data of this.waiting.splice(0)) this.emit('message', { data, ports: [] });
  }
  close(): void {
    if (this.isClosed) return;
    this.hearClose();
    this.far?.close();
  }
  hear(data: unknown): void {
    if (this.isClosed) return;
    if (this.isStarted) this.emit('message', { data, ports: [] });
    else this.waiting.push(data);
  }
  hearClose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.emit('close');
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    join(this.port1, this.port2);
    join(this.port2, this.port1);
  }
}

function join(near: MessagePortMain, far: MessagePortMain): void {
  near.far = {
    post: (data) => later(() => far.hear(data)),
    close: () => later(() => far.hearClose()),
  };
}

const tasks: (() => void)[] = [];

/** Each message is a task of its own, as in Chromium: what the one before it set off is done first, and its answer has left. */
function later(task: () => void): void {
  tasks.push(task);
  if (tasks.length === 1) setImmediate(next);
}

function next(): void {
  tasks[0]?.();
  tasks.shift();
  if (tasks.length > 0) setImmediate(next);
}

/** The near end of a port whose other end goes elsewhere: what it had to say so far goes there too. */
export function give(port: MessagePortMain, far: Far): MessagePortMain {
  if (port.isGiven || port.isStarted) throw new Error('A port can be given away once, and not after it was started');
  port.isGiven = true;
  // The other end of the pair now speaks with whoever got this one.
  port.hear = far.post;
  port.hearClose = far.close;
  for (const data of port.waiting.splice(0)) far.post(data);
  return port;
}
