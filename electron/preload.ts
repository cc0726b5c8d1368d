/** @file Runs before the page in every window, sandboxed: hands the page its port, and real drops, the picture of a drag and the line's state to main. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  channels,
  type DesktopBridge,
  desktopBridgeName,
  dragPictureSize,
  portMessage,
} from '../shared/desktop-bridge.ts';
import type { ImageKey } from '../shared/queue.ts';

/** What is used of the page's window; Node's types, which this folder has, know none. */
type PageWindow = {
  readonly postMessage: (message: unknown, origin: string, ports: readonly unknown[]) => void;
  readonly addEventListener: (name: 'online' | 'offline', listener: () => void) => void;
  readonly navigator: { readonly onLine: boolean };
  readonly createImageBitmap: (picture: Blob) => Promise<Bitmap>;
  readonly OffscreenCanvas: new (width: number, height: number) => Canvas;
};
type Bitmap = { readonly width: number; readonly height: number; readonly close: () => void };
type Canvas = {
  readonly getContext: (kind: '2d') => {
    drawImage: (picture: Bitmap, ...box: [number, number, number, number]) => void;
  };
  readonly convertToBlob: (how: { type: 'image/png' }) => Promise<Blob>;
};
// A preload runs in a page.
const page = globalThis as unknown as PageWindow;

/** Asked for at once, so that it lies here when the page's scripts have come. */
let given: readonly unknown[] | undefined;
let isWanted = false;

// A port cannot cross the bridge; it goes by the window's own way. Nobody else can be listening: the page is ours alone.
function handOver(): void {
  if (given === undefined || !isWanted) return;
  page.postMessage(portMessage, '*', given);
  given = undefined;
}

ipcRenderer.on(channels.port, ({ ports }) => {
  given = ports;
  handOver();
});
ipcRenderer.send(channels.connect);

const tellLine = (): void => ipcRenderer.send(channels.line, page.navigator.onLine);
tellLine();
page.addEventListener('online', tellLine);
page.addEventListener('offline', tellLine);

/** Throws for what is no File; a File that a script made has no path and is left out. */
function pathsOf(files: readonly object[]): string[] {
  return files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
}

/** Null where there is no thumbnail, or none that can be drawn: a drag begins all the same. */
async function pictureOf(image: ImageKey | undefined): Promise<Uint8Array | null> {
  try {
    // Main answers with bytes or null; what else it were, no picture could be made of.
    const thumb = (await ipcRenderer.invoke(channels.dragThumb, image)) as Uint8Array<ArrayBuffer> | null;
    return thumb === null ? null : await smallPng(new Blob([thumb]));
  } catch {
    // What is wrong with the image, the drag itself will say.
    return null;
  }
}

/** See [Note: The picture of a drag] in desktop/drag-picture.ts. */
async function smallPng(thumb: Blob): Promise<Uint8Array> {
  const bitmap = await page.createImageBitmap(thumb);
  const scale = Math.min(1, dragPictureSize / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new page.OffscreenCanvas(width, height);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await png.arrayBuffer());
}

const bridge: DesktopBridge = {
  connect: () => {
    isWanted = true;
    ipcRenderer.send(channels.runs);
    handOver();
  },
  offer: (files) => ipcRenderer.invoke(channels.offer, pathsOf(files)),
  offerCopied: () => ipcRenderer.invoke(channels.offerCopied),
  drag: async (images) => ipcRenderer.invoke(channels.drag, images, await pictureOf(images[0])),
  show: (place) => ipcRenderer.send(channels.show, place),
  drawn: () => ipcRenderer.send(channels.drawn),
};

contextBridge.exposeInMainWorld(desktopBridgeName, bridge);
