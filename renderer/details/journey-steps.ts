/** @file An image's way as steps: the journal's states, and between them each object as the store confirmed it; pure. */
import type { ImageInFull } from '../../shared/history.ts';
import type { JourneyState } from '../../shared/image.ts';

export type JourneyStep = {
  readonly at: number;
  /** Milliseconds since the step before; null for the first, and where a day or more lies between. */
  readonly took: number | null;
} & (
  | {
      readonly kind: 'state';
      readonly state: JourneyState;
      readonly note: string | null;
      readonly bytes: number | null;
    }
  | { readonly kind: 'object'; readonly rendition: string; readonly bytes: number }
);

/** What of an image is needed for it. */
export type Travelled = Pick<ImageInFull, 'journal' | 'size' | 'bytesSent'> & {
  readonly objects: readonly Pick<ImageInFull['objects'][number], 'rendition' | 'size' | 'confirmedAt'>[];
};

const day = 86_400_000;

/** What was confirmed again later, by a verification, is no step of the journey. */
export function journeySteps({ journal, objects, size, bytesSent }: Travelled): readonly JourneyStep[] {
  const [first] = journal;
  if (first === undefined) return [];
  const began = journal.findLast(({ state }) => state === 'hashed')?.at ?? first.at;
  const ended = journal.findLast(({ state }) => state === 'confirmed')?.at ?? Number.POSITIVE_INFINITY;
  const states = journal.map(({ state, at, note }) => {
    const bytes = state === 'hashed' ? size : state === 'confirmed' && bytesSent > 0 ? bytesSent : null;
    return { kind: 'state', at, state, note, bytes } as const;
  });
  const confirmed = objects
    .filter(({ confirmedAt }) => confirmedAt >= began && confirmedAt <= ended)
    .map(({ rendition, size: bytes, confirmedAt: at }) => ({ kind: 'object', at, rendition, bytes }) as const);
  // Of equal times the object comes first: it is what the state stands for. Nothing is confirmed before it is begun.
  const steps = [...confirmed, ...states].toSorted((one, other) => one.at - other.at || order(one) - order(other));
  return steps.map((step, index) => {
    const before = steps[index - 1];
    const took = before === undefined ? null : step.at - before.at;
    return { ...step, took: took === null || took >= day ? null : took };
  });
}

function order(step: { readonly kind: 'object' } | { readonly kind: 'state'; readonly state: JourneyState }): number {
  if (step.kind === 'object') return 1;
  return step.state === 'hashed' || step.state === 'uploading' ? 0 : 2;
}
