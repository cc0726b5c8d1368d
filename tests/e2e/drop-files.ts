/** @file A drop as the window system makes it, by Chromium's own protocol: the files have paths, as under a real hand. */
import type { Page } from 'playwright-core';

/** `paths` are absolute, of files and folders. The last event is resolved when the page has handled it. */
export async function dropFiles(page: Page, paths: readonly string[], at = { x: 120, y: 120 }): Promise<void> {
  const drop = await holdFilesOver(page, paths, at);
  await drop();
}

/** They hang over the page, which has seen that; what is returned lets them go. */
export async function holdFilesOver(
  page: Page,
  paths: readonly string[],
  at: { readonly x: number; readonly y: number },
): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devtools.send('Input.dispatchDragEvent', { type, ...at, data });
  // A page that is busy, or not drawn yet, takes nothing at first; a hand is slower, and moves until it does.
  let waits = true;
  const seen = page.evaluate(takesDrag).finally(() => {
    waits = false;
  });
  while (waits) {
    await send('dragEnter');
    await send('dragOver');
  }
  await seen;
  return async () => {
    await send('drop');
    await devtools.detach();
  };
}

/** In the page: resolves when it has said that it would take what hangs over it, or has not said so for five seconds. */
function takesDrag(): Promise<void> {
  return new Promise((resolve) => {
    const look = (event: DragEvent): void => {
      if (event.defaultPrevented) end();
    };
    const end = (): void => {
      removeEventListener('dragover', look);
      resolve();
    };
    addEventListener('dragover', look);
    setTimeout(end, 5000);
  });
}
