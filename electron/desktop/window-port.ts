/** @file Gives each window the port that speaks shared/contract.ts; the one before it ends with its page. */
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { channels } from '../../shared/desktop-bridge.ts';
import { type WindowContext, windowRouter } from '../api/window-router.ts';
import { isAbort } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import { isFromOurPage } from './lock-down.ts';

/** Once. A page may ask again, as after a reload: its port before is closed. */
export function servePorts(context: WindowContext, log: Log): void {
  const ports = new Map<number, MessagePortMain>();
  const onBug = (error: unknown): void => {
    const isExpected = (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') || isAbort(error);
    if (!isExpected) log.error('A call of a window ended with a fault of ours', { error });
  };
  const handler = new RPCHandler(windowRouter, { interceptors: [onError(onBug)] });
  ipcMain.on(channels.connect, (event) => {
    if (!isFromOurPage(event)) {
      log.warn('A port was refused to a frame that is not our page');
      return;
    }
    const { sender } = event;
    ports.get(sender.id)?.close();
    const { port1, port2 } = new MessageChannelMain();
    ports.set(sender.id, port1);
    handler.upgrade(port1, { context });
    port1.start();
    sender.postMessage(channels.port, null, [port2]);
  });
}
