/** @file Takes what a page hands over of a real drop or paste: paths in, a token and names out. */
import { ipcMain } from 'electron';
import { z } from 'zod';
import { channels } from '../../shared/desktop-bridge.ts';
import type { Drops } from '../api/drops.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { checkSender } from './lock-down.ts';

/** More than a person drops at once by hand; each is looked at. */
const mostPaths = 10_000;
const Paths = z.array(z.string().min(1).max(32_768)).max(mostPaths);

export type OfferParts = {
  readonly drops: Pick<Drops, 'offer'>;
  readonly copied: () => Promise<readonly AbsolutePath[]>;
};

export function serveOffers({ drops, copied }: OfferParts): void {
  ipcMain.handle(channels.offer, (event, given: unknown) => {
    checkSender(event);
    return drops.offer(Paths.parse(given).map(absolutePath));
  });
  ipcMain.handle(channels.offerCopied, async (event) => {
    checkSender(event);
    return drops.offer(await copied());
  });
}
