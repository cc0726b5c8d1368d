/** @file Refuses what no page of ours needs: other pages, new windows, permissions, frames from elsewhere; research/electron.md, section 2. */
import { app, type IpcMainEvent, type IpcMainInvokeEvent, session, shell } from 'electron';
import type { Log } from '../foundation/log.ts';
import { isOurPage, mayLeave } from './addresses.ts';

/** After the app is ready, before the first window. Writing to the clipboard is the one permission: "copy link" needs it. */
export function lockDown(log: Log): void {
  const ours = session.defaultSession;
  const allowed = (permission: string, from: string) => permission === 'clipboard-sanitized-write' && isOurPage(from);
  ours.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(allowed(permission, details.requestingUrl)),
  );
  ours.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  ours.setDevicePermissionHandler(() => false);
  ours.setDisplayMediaRequestHandler(null);
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { readonly url: string; readonly preventDefault: () => void }) => {
      if (!isOurPage(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url, log);
      return { action: 'deny' };
    });
  });
}

/** In the system's browser or mail program; anything but https and mailto is dropped. */
export function openOutside(address: string, log: Log): void {
  if (!mayLeave(address)) return;
  shell.openExternal(address).catch((error: unknown) => log.warn('The system did not open an address', { error }));
}

/** Whether the call comes from the page of ours that fills a window, not from a frame in it. */
export function isFromOurPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}

/** For calls that are answered: whoever is refused is told. */
export function checkSender(event: IpcMainInvokeEvent): void {
  if (!isFromOurPage(event)) throw new Error('A call came from a frame that is not our page');
}
