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
  await send('dragEnter');
  await send('dragOver');
  // A page that is busy says late that it would take it, and nothing is dropped on one that has not said so. A hand is slower.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
  await send('dragOver');
  return async () => {
    await send('drop');
    await devtools.detach();
  };
}
