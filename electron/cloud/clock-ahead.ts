/** @file By how much this computer's clock is ahead of a store's: what signatures are refused for beyond a quarter of an hour. */
import type { Profile } from '../../shared/profile.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';

/** A server that says nothing for so long is not reached. */
const patience: Milliseconds = 10_000;

/**
 * To about half a second, as HTTP dates have no finer one; null where the answer carries no date. Asks without keys, so it
 * works where they do not. Throws Failed `offline`, or the signal's reason.
 */
export async function clockAhead(
  profile: Pick<Profile, 'region' | 's3Endpoint'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Milliseconds | null> {
  const address = new URL(profile.s3Endpoint ?? `https://s3.${profile.region}.amazonaws.com/`);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  clock.sleep(patience, either).then(
    () => over.abort(),
    () => undefined,
  );
  try {
    const answer = await fetch(address, { method: 'HEAD', redirect: 'manual', signal: either });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(theirs) ? null : Math.round(clock.now() - (theirs + 500));
  } catch (error) {
    signal.throwIfAborted();
    throw new Failed({ code: 'offline', retry: 'soon', scope: 'profile', subject: address.host }, error);
  } finally {
    over.abort();
  }
}
