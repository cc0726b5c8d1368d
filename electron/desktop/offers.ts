/** @file Takes what a page hands over of a real drop or paste: paths in, a token and names out. */
import { z } from 'zod';
import type { Drops } from '../api/drops.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { PageCalls } from './page-calls.ts';

/** More than a person drops at once by hand; each is looked at. */
const mostPaths = 10_000;
const Paths = z.array(z.string().min(1).max(32_768)).max(mostPaths);

export type OfferParts = {
  readonly drops: Pick<Drops, 'offer'>;
  readonly copied: () => Promise<readonly AbsolutePath[]>;
  readonly calls: PageCalls;
};

export function serveOffers({ drops, copied, calls }: OfferParts): void {
  calls.serve('offer', (_event, given) => drops.offer(Paths.parse(given).map(absolutePath)));
  calls.serve('offerCopied', async () => drops.offer(await copied()));
}
