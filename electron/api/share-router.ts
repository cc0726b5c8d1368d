/** @file Our side of shared/share-contract: links, requests for photos, and verifying; each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Link, LinkRequest } from '../../shared/link.ts';
import { listIncoming } from '../library/request/list-incoming.ts';
import { makeRequest } from '../library/request/make-request.ts';
import { discardIncoming } from '../library/request/settle-incoming.ts';
import { linkChoices, makeLink, type ShareParts } from '../library/share/make-link.ts';
import { patiently } from '../library/verify/patiently.ts';
import { failuresAsData, unknown } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { IncomingDesk } from './incoming-desk.ts';
import type { VerifyDesk } from './verify-desk.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type ShareContext = {
  readonly verifying: VerifyDesk;
  readonly incoming: IncomingDesk;
};

const call = implement(contract).$context<WindowContext>().use(failuresAsData);

export const linksRouter = {
  choices: call.library.links.choices.handler(
    async ({ context, input }) =>
      (await linkChoices(await shareParts(context, input.profile), input)) ?? unknown('image'),
  ),
  make: call.library.links.make.handler(
    async ({ context, input, signal }) => (await linkOf(context, input, whileAsked(signal))) ?? unknown('rendition'),
  ),
};

export const requestsRouter = {
  make: call.library.requests.make.handler(async ({ context, input }) =>
    makeRequest(await shareParts(context, input.profile), input),
  ),
  list: call.library.requests.list.handler(async ({ context, input, signal }) =>
    listIncoming(await shareParts(context, input.profile), whileAsked(signal)),
  ),
  take: call.library.requests.take.handler(({ context, input, signal }) =>
    context.incoming.take(named(context, input.profile), input.key, whileAsked(signal)),
  ),
  discard: call.library.requests.discard.handler(async ({ context, input, signal }) => {
    await discardIncoming(await shareParts(context, input.profile), input.key, whileAsked(signal));
    return {};
  }),
};

export const verifyRouter = {
  begin: call.library.verify.begin.handler(({ context, input: { profile, ...how } }) => {
    context.verifying.begin(named(context, profile).name, how);
    return {};
  }),
  stop: call.library.verify.stop.handler(async ({ context, input }) => {
    await context.verifying.stop(named(context, input.profile).name);
    return {};
  }),
  follow: call.library.verify.follow.handler(({ context, signal }) => context.verifying.follow(whileAsked(signal))),
};

/** As `makeLink`, and again for a few seconds where that passes by itself. Also for the desktop's tray. */
export async function linkOf(context: WindowContext, request: LinkRequest, signal: AbortSignal): Promise<Link | null> {
  const parts = await shareParts(context, request.profile);
  const link = await patiently(context, signal, () => makeLink(parts, request, signal));
  context.changes.tell('images');
  return link;
}

async function shareParts(context: WindowContext, profile: string): Promise<ShareParts> {
  const { name } = named(context, profile);
  const { engine, clouds, clock, home } = context;
  const { ledger, resizer, reached } = engine.parts;
  const now = (): number => clock.now();
  return { ledger, resizer, reached, home, now, cloud: await clouds.open(name), links: await clouds.links(name) };
}
