/** @file The selection of History, by image, so that it survives what is let in above it. */
import { useCallback, useMemo, useState } from 'react';
import { keyOf, type Row } from './row.ts';
import type { RowList, Rows } from './row-list.ts';
import { type Between, type How, noSelection, type Selection, select } from './selection.ts';
import type { ImageAddress } from './view.ts';

export type SelectionControl = {
  readonly keys: ReadonlySet<string>;
  /** The row under the cursor, when it is loaded. */
  readonly active: Row | null;
  readonly activeIndex: number;
  readonly rows: readonly Row[];
  readonly choose: (key: string, how: How) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
  /** The image before or after one, from the details. */
  readonly step: (by: 1 | -1, from: ImageAddress) => void;
};

export function useSelection(rows: RowList): SelectionControl {
  const [selection, setSelection] = useState<Selection>(noSelection);
  const activeIndex = selection.active === null ? -1 : rows.placeOf(selection.active);
  const choose = useCallback(
    (key: string, how: How) => setSelection((before) => select(before, key, how, between(rows))),
    [rows],
  );
  return {
    keys: selection.keys,
    active: rows.at(activeIndex) ?? null,
    activeIndex,
    rows: useMemo(() => rowsOf(selection.keys, rows), [selection.keys, rows]),
    choose,
    chooseAll: useCallback(
      () => setSelection((before) => ({ ...before, keys: keysOf(rows.pages), anchor: rows.at(0)?.key ?? null })),
      [rows],
    ),
    clear: useCallback(() => setSelection((before) => ({ ...before, keys: new Set() })), []),
    step: useCallback(
      (by, from) => {
        const next = rows.at(Math.max(0, rows.placeOf(keyOf(from))) + by);
        if (next !== undefined) choose(next.key, 'only');
      },
      [choose, rows],
    ),
  };
}

function between(rows: RowList): Between {
  return (one, other) => {
    const from = rows.placeOf(one);
    const to = rows.placeOf(other);
    if (from < 0 || to < 0) return null;
    return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ key }) => key);
  };
}

function keysOf(pages: readonly Rows[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const page of pages) for (const { key } of page) keys.add(key);
  return keys;
}

/** Few are looked up, many are met on the way through all of them. */
const few = 100;

/** Those of the selection that are loaded, as shown. */
function rowsOf(keys: ReadonlySet<string>, rows: RowList): Rows {
  if (keys.size > few) return rows.pages.flatMap((page) => page.filter(({ key }) => keys.has(key)));
  return [...keys]
    .map((key) => rows.placeOf(key))
    .filter((place) => place >= 0)
    .sort((one, other) => one - other)
    .flatMap((place) => rows.at(place) ?? []);
}
