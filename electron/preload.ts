/** @file Runs before the page in every window, sandboxed: hands the page its port, and real drops and the line's state to main. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, type DesktopBridge, desktopBridgeName, portMessage } from '../shared/desktop-bridge.ts';

/** What is used of the page's window; Node's types, which this folder has, know none. */
type PageWindow = {
  readonly postMessage: (message: unknown, origin: string, ports: readonly unknown[]) => void;
  readonly addEventListener: (name: 'online' | 'offline', listener: () => void) => void;
  readonly navigator: { readonly onLine: boolean };
};
// A preload runs in a page.
const page = globalThis as unknown as PageWindow;

// A port cannot cross the bridge; it goes by the window's own way. Nobody else can be listening: the page is ours alone.
ipcRenderer.on(channels.port, ({ ports }) => page.postMessage(portMessage, '*', ports));

const tellLine = (): void => ipcRenderer.send(channels.line, page.navigator.onLine);
tellLine();
page.addEventListener('online', tellLine);
page.addEventListener('offline', tellLine);

/** Throws for what is no File; a File that a script made has no path and is left out. */
function pathsOf(files: readonly object[]): string[] {
  return files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
}

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(channels.connect),
  offer: (files) => ipcRenderer.invoke(channels.offer, pathsOf(files)),
  offerCopied: () => ipcRenderer.invoke(channels.offerCopied),
  drag: (images) => ipcRenderer.invoke(channels.drag, images),
  show: (place) => ipcRenderer.send(channels.show, place),
  drawn: () => ipcRenderer.send(channels.drawn),
};

contextBridge.exposeInMainWorld(desktopBridgeName, bridge);
