/** @file The selection of History, by image, so that it survives what is let in above it. */
import { useCallback, useMemo, useState } from 'react';
import { keyOf, type Row } from './row.ts';
import { type How, noSelection, type Selection, select } from './selection.ts';
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

export function useSelection(rows: readonly Row[]): SelectionControl {
  const [selection, setSelection] = useState<Selection>(noSelection);
  const places = useMemo(() => placesIn(rows), [rows]);
  const activeIndex = selection.active === null ? -1 : places(selection.active);
  const choose = useCallback(
    (key: string, how: How) =>
      setSelection((before) => select(before, key, how, how === 'stretch' ? rows.map((row) => row.key) : [])),
    [rows],
  );
  return {
    keys: selection.keys,
    active: rows[activeIndex] ?? null,
    activeIndex,
    rows: useMemo(() => [...selection.keys].flatMap((key) => rows[places(key)] ?? []), [selection.keys, rows, places]),
    choose,
    chooseAll: useCallback(
      () =>
        setSelection((before) => ({
          ...before,
          keys: new Set(rows.map(({ key }) => key)),
          anchor: rows[0]?.key ?? null,
        })),
      [rows],
    ),
    clear: useCallback(() => setSelection((before) => ({ ...before, keys: new Set() })), []),
    step: useCallback(
      (by, from) => {
        const next = rows[Math.max(0, places(keyOf(from))) + by];
        if (next !== undefined) choose(next.key, 'only');
      },
      [choose, rows, places],
    ),
  };
}

/** Where a key is, or -1. Worked out when it is first asked: most pages come in while nothing is selected. */
function placesIn(rows: readonly Row[]): (key: string) => number {
  let places: ReadonlyMap<string, number> | undefined;
  return (key) => {
    places ??= new Map(rows.map((row, index) => [row.key, index]));
    return places.get(key) ?? -1;
  };
}
