/** @file What a page asks of the app: schemes that the app handles are answered by it, navigations are asked about. */
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import type { CdpSession } from './cdp.ts';
import { answer, protocol } from './protocol.ts';
import { settleRequest } from './source-files.ts';
import { preventable, servedByLauncher } from './surroundings.ts';
import { fromWeb, patternsOf } from './web-addresses.ts';
import type { WebContents } from './web-contents.ts';

export async function serveRequests(page: CdpSession, contents: WebContents): Promise<void> {
  page.on('Fetch.requestPaused', (paused) => {
    // The page may have gone before its answer came.
    settle(page, contents, paused).catch(() => undefined);
  });
  const patterns: Protocol.Fetch.RequestPattern[] = [{ urlPattern: '*', resourceType: 'Document' }];
  patterns.push(...protocol.handledHere().flatMap(patternsOf));
  const asked: Promise<unknown>[] = [page.send('Fetch.enable', { patterns })];
  if (protocol.sources.size > 0) asked.push(servedByLauncher(contents.targetId));
  await Promise.all(asked);
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
  await settleRequest(page, requestId, response);
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
