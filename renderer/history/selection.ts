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

/** Every loaded key from one to another as shown, both included; null where one of them is not loaded. */
export type Between = (one: string, other: string) => Iterable<string> | null;

export function select(before: Selection, key: string, how: How, between: Between): Selection {
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
      const keys = between(anchor, key);
      return keys === null ? select(before, key, 'only', between) : { keys: new Set(keys), active: key, anchor };
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
