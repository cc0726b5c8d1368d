/**
 * @file Registered sources are answered here, in the stand-in's launcher, as Electron answers them in its browser process:
 * no work of the app's main process holds a page's files up.
 */
import type { ProtocolSource } from 'electron';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import type { Cdp, CdpSession } from './cdp.ts';
import { fromDisk, settleRequest } from './source-files.ts';
import { fromWeb, patternsOf, schemeOf } from './web-addresses.ts';

export type Sources = {
  readonly add: (scheme: string, source: ProtocolSource) => void;
  readonly remove: (scheme: string) => void;
  /** Resolves when every file that the page asks for is answered from the sources added so far. Rejects when the page has gone. */
  readonly servePage: (targetId: string) => Promise<void>;
};

export function serveSources(cdp: Cdp): Sources {
  const sources = new Map<string, ProtocolSource>();

  /** A document goes on to main, which is asked about navigations. */
  async function settle(
    page: CdpSession,
    { requestId, request, resourceType }: Protocol.Fetch.requestPausedPayload,
  ): Promise<void> {
    const url = fromWeb(request.url);
    const source = resourceType === 'Document' ? undefined : sources.get(schemeOf(url));
    await settleRequest(page, requestId, source === undefined ? null : await fromDisk(source, { ...request, url }));
  }

  return {
    add: (scheme, source) => void sources.set(scheme, source),
    remove: (scheme) => void sources.delete(scheme),
    servePage: async (targetId) => {
      const { sessionId } = await cdp.browser.send('Target.attachToTarget', { targetId, flatten: true });
      const page = cdp.session(sessionId);
      page.on('Fetch.requestPaused', (paused) => {
        // The page may have gone before its answer came.
        settle(page, paused).catch(() => undefined);
      });
      await page.send('Fetch.enable', { patterns: [...sources.keys()].flatMap(patternsOf) });
    },
  };
}
