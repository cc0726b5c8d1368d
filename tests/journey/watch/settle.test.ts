/** @file When a file has come to rest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileIdentity } from '../../../electron/foundation/file-identity.ts';
import { type Look, settling } from '../../../electron/journey/watch/settle.ts';

const identity = (size: number, changed = 1000): FileIdentity => ({ size, modified: changed, changed, inode: 7 });
const look = (size: number, elapsed: number, now: number | null = null): Look => ({
  directory: 'a',
  name: 'x.jpg',
  identity: identity(size),
  elapsed,
  now,
});

describe('settling', () => {
  it('a file has settled when a look long enough after the first saw the same', () => {
    const rest = settling(2000);
    expect(rest.look(look(1, 0))).toBe(false);
    expect(rest.look(look(1, 1999))).toBe(false);
    expect(rest.look(look(1, 2000))).toBe(true);
    expect(rest.waiting()).toBe(0);
  });

  it('a file that changed between the looks starts over', () => {
    const rest = settling(2000);
    rest.look(look(1, 0));
    expect(rest.look(look(2, 2000))).toBe(false);
    expect(rest.dueAt()).toBe(4000);
    expect(rest.look(look(2, 4000))).toBe(true);
  });

  it('one look is enough where the kernel itself says that nothing was written for long enough', () => {
    expect(settling(2000).look(look(1, 0, 3000))).toBe(true);
    expect(settling(2000).look(look(1, 0, 2999))).toBe(false);
  });

  it('a change time in the future is not believed, however long ago it may seem', () => {
    expect(settling(0).look(look(1, 0, 999))).toBe(false);
  });

  it('never reports a file that was not seen the same, without a break, for as long as asked', () => {
    const looks = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 3000 }), size: fc.integer({ min: 1, max: 2 }) }),
    );
    fc.assert(
      fc.property(looks, fc.integer({ min: 1, max: 4000 }), (steps, settleFor) => {
        const rest = settling(settleFor);
        let elapsed = 0;
        let sameSince = 0;
        let before: number | undefined;
        for (const { wait, size } of steps) {
          elapsed += wait;
          if (size !== before) sameSince = elapsed;
          const settled = rest.look(look(size, elapsed));
          expect(settled).toBe(before === size && elapsed - sameSince >= settleFor);
          before = settled ? undefined : size;
        }
      }),
    );
  });

  it('says which files are due, the longest resting first, and forgets on request', () => {
    const rest = settling(2000);
    for (const [index, name] of ['a', 'b', 'c'].entries()) rest.look({ ...look(1, index * 10), name });
    rest.look({ ...look(2, 30), name: 'a' });
    rest.forget('a', 'b');
    expect(rest.due(2020).map(({ name }) => name)).toEqual(['c']);
    expect(rest.due(2030).map(({ name }) => name)).toEqual(['c', 'a']);
    expect(rest.paths(10)).toEqual(['a/c', 'a/a']);
  });
});
