/** @file Where a key leads in the list, from where the cursor is; pure. */
import { type Layout, stepFrom } from './lay-out.ts';

export type Moving = {
  readonly layout: Layout;
  /** -1: there is no cursor yet. */
  readonly from: number;
  readonly count: number;
  /** Lines of a screen. */
  readonly page: number;
  readonly rtl: boolean;
};

/** Undefined for a key that does not move. */
export function moveFor(key: string, { layout, from, count, page, rtl }: Moving): number | undefined {
  const start = Math.max(from, 0);
  const onward = rtl ? -1 : 1;
  const to = { ArrowLeft: start - onward, ArrowRight: start + onward, Home: 0, End: count - 1 }[key];
  if (to !== undefined) return from < 0 ? 0 : Math.min(Math.max(to, 0), count - 1);
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    return from < 0 ? 0 : stepFrom(layout, start, key === 'ArrowDown' ? 1 : -1);
  }
  if (key !== 'PageDown' && key !== 'PageUp') return undefined;
  let at = start;
  for (let line = 0; line < page; line += 1) at = stepFrom(layout, at, key === 'PageDown' ? 1 : -1);
  return at;
}
