/** @file The closed machine of an image's way: which state may follow which; an illegal step neither compiles nor runs. */
import type { JourneyState } from './image.ts';

/**
 * `refused`, `stored` and `cancelled` are ends: nothing leaves them. A file that was refused and then changes, or an image
 * that a person asks for again, or that the cloud turns out to lack, begins a new journey. `waiting` goes on by itself, `blocked` and `failed` when a person
 * acts; all three go back to `hashed`, and what the store has confirmed meanwhile is not sent again.
 */
export const nextStates = {
  seen: ['settled'],
  settled: ['seen', 'refused', 'waiting', 'hashed'],
  refused: [],
  hashed: ['uploading', 'waiting', 'blocked', 'failed', 'cancelled'],
  uploading: ['confirmed', 'waiting', 'blocked', 'failed', 'cancelled', 'hashed'],
  confirmed: ['stored', 'waiting', 'blocked', 'failed', 'cancelled'],
  stored: [],
  waiting: ['settled', 'hashed', 'blocked', 'cancelled'],
  blocked: ['hashed', 'cancelled'],
  failed: ['hashed', 'cancelled'],
  cancelled: [],
} as const satisfies Record<JourneyState, readonly JourneyState[]>;

export type StateAfter<From extends JourneyState> = (typeof nextStates)[From][number];

/** The step, checked; throws for one that the machine does not know. */
export function step<From extends JourneyState>(
  from: From,
  to: StateAfter<From>,
): { from: From; to: StateAfter<From> } {
  const allowed: readonly JourneyState[] = nextStates[from];
  if (!allowed.includes(to)) throw new Error(`An image cannot go from ${from} to ${to}`);
  return { from, to };
}

/** States in which an image still wants something of us. */
export function isOpen(state: JourneyState): boolean {
  return nextStates[state].length > 0;
}
