/** @file Every request of a page passes here: the app's schemes are answered by the app, its navigations are asked about. */
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import type { CdpSession } from './cdp.ts';
import { answer, fromWeb } from './protocol.ts';
import { preventable } from './surroundings.ts';
import type { WebContents } from './web-contents.ts';

export async function serveRequests(page: CdpSession, contents: WebContents): Promise<void> {
  page.on('Fetch.requestPaused', (paused) => {
    // The page may have gone before its answer came.
    settle(page, contents, paused).catch(() => undefined);
  });
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function settle(
  page: CdpSession,
  contents: WebContents,
  paused: Protocol.Fetch.requestPausedPayload,
): Promise<void> {
  const { requestId, request, resourceType, frameId } = paused;
  if (resourceType === 'Document' && !contents.mayNavigate(request.url, frameId === contents.frameId)) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const origin = contents.mainFrame.origin;
  const response = await answer({
    url: request.url,
    method: request.method,
    headers: request.headers,
    body: request.postData,
    initiator: resourceType === 'Document' || origin === '' ? undefined : origin,
  });
  if (response === null) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  });
}

/** What the app asked for itself goes without a question. */
export function letNavigate(contents: WebContents, webUrl: string, isMainFrame: boolean): boolean {
  if (isMainFrame && contents.expected !== undefined && sameAddress(contents.expected, webUrl)) {
    contents.expected = undefined;
    return true;
  }
  const url = fromWeb(webUrl);
  const details = { url, isSameDocument: false, isMainFrame, frame: contents.mainFrame };
  const event = preventable(details);
  if (isMainFrame) contents.emit('will-navigate', event, url);
  contents.emit('will-frame-navigate', event);
  return !event.defaultPrevented;
}

function sameAddress(one: string, other: string): boolean {
  return new URL(one).href === new URL(other).href;
}
