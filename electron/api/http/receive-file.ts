/** @file Takes the bytes of one file that a browser sends, into the inbox; refuses what is too large before or while it comes. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { WindowContext } from '../window-router.ts';

const Asked = z.object({ name: z.string().min(1).max(1024), profile: z.string().min(1).max(64) });

class TooLarge extends Error {}

/** The status to answer with. Throws Failed for the disk. A body that breaks off leaves nothing behind. */
export async function receiveFile(
  { settings, inbox, changes }: Pick<WindowContext, 'settings' | 'inbox' | 'changes'>,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<204 | 400 | 404 | 413> {
  const asked = Asked.safeParse(Object.fromEntries(query));
  if (!asked.success) return 400;
  const profile = settings.profiles().find(({ name }) => name === asked.data.profile);
  if (profile === undefined) return 404;
  if (Number(request.headers['content-length'] ?? 0) > profile.largestFile) return 413;
  try {
    await inbox.receive(profile, asked.data.name, upTo(request, profile.largestFile));
  } catch (error) {
    if (error instanceof TooLarge) return 413;
    throw error;
  }
  changes.tell('folders');
  return 204;
}

async function* upTo(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let left = most;
  for await (const piece of body) {
    left -= piece.byteLength;
    if (left < 0) throw new TooLarge();
    yield piece;
  }
}
