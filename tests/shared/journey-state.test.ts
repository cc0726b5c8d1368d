/** @file The machine of an image's way: what can never follow what, whatever happens in between. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JourneyState } from '../../shared/image.ts';
import { isOpen, nextStates, step } from '../../shared/journey-state.ts';

const states = JourneyState.options;

function reachableFrom(start: JourneyState): Set<JourneyState> {
  const found = new Set<JourneyState>();
  const ahead: JourneyState[] = [...nextStates[start]];
  for (let state = ahead.pop(); state !== undefined; state = ahead.pop()) {
    if (found.has(state)) continue;
    found.add(state);
    ahead.push(...nextStates[state]);
  }
  return found;
}

test('nothing leads from refused or cancelled to stored', () => {
  expect([...reachableFrom('refused')]).toEqual([]);
  expect([...reachableFrom('cancelled')]).toEqual([]);
});

test('every state that is not an end can still reach stored', () => {
  for (const state of states.filter(isOpen)) expect(reachableFrom(state).has('stored'), state).toBe(true);
});

test('only a confirmed image becomes stored', () => {
  const before = states.filter((state) => (nextStates[state] as readonly JourneyState[]).includes('stored'));
  expect(before).toEqual(['confirmed']);
});

test('only an uploading image becomes confirmed', () => {
  const before = states.filter((state) => (nextStates[state] as readonly JourneyState[]).includes('confirmed'));
  expect(before).toEqual(['uploading']);
});

test('a walk of any steps that the machine allows passes confirmed before stored and never leaves an end', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (choices) => {
      const walk: JourneyState[] = ['seen'];
      for (const choice of choices) {
        const here = walk.at(-1) ?? 'seen';
        const next: readonly JourneyState[] = nextStates[here];
        if (next.length === 0 || walk.length > 200) break;
        walk.push(next[choice % next.length] ?? 'seen');
      }
      const stored = walk.indexOf('stored');
      return stored < 0 || (walk[stored - 1] === 'confirmed' && stored === walk.length - 1);
    }),
  );
});

test('a step that the machine does not know throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.constantFrom(...states), (from, to) => {
      const allowed = (nextStates[from] as readonly JourneyState[]).includes(to);
      // The compiler refuses unknown pairs; this asks what happens when one comes from a disk.
      const take = () => step(from as 'confirmed', to as 'stored');
      if (allowed) expect(take()).toEqual({ from, to });
      else expect(take).toThrow(`from ${from} to ${to}`);
    }),
  );
});

test('a step that the machine does not know does not compile', () => {
  // @ts-expect-error an image that was never uploaded cannot be stored
  expect(() => step('hashed', 'stored')).toThrow();
});
