/** @file Which images are selected, by keyboard and mouse as in a file manager; pure. */

export type Selection = {
  readonly keys: ReadonlySet<string>;
  /** Where the cursor is. */
  readonly active: string | null;
  /** Where a stretch begins. */
  readonly anchor: string | null;
};

export const noSelection: Selection = { keys: new Set(), active: null, anchor: null };

export type How = 'only' | 'toggle' | 'stretch';

/** `order` is every loaded key as shown. */
export function select(before: Selection, key: string, how: How, order: readonly string[]): Selection {
  switch (how) {
    case 'only':
      return { keys: new Set([key]), active: key, anchor: key };
    case 'toggle': {
      const keys = new Set(before.keys);
      if (!keys.delete(key)) keys.add(key);
      return { keys, active: key, anchor: key };
    }
    case 'stretch': {
      const anchor = before.anchor ?? key;
      const from = order.indexOf(anchor);
      const to = order.indexOf(key);
      if (from < 0 || to < 0) return select(before, key, 'only', order);
      return { keys: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), active: key, anchor };
    }
  }
}

export function howOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): How {
  if (event.shiftKey) return 'stretch';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
