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
  const order = useMemo(() => rows.map(({ key }) => key), [rows]);
  const places = useMemo(() => new Map(order.map((key, index) => [key, index])), [order]);
  const activeIndex = selection.active === null ? -1 : (places.get(selection.active) ?? -1);
  const choose = useCallback(
    (key: string, how: How) => setSelection((before) => select(before, key, how, order)),
    [order],
  );
  return {
    keys: selection.keys,
    active: rows[activeIndex] ?? null,
    activeIndex,
    rows: useMemo(
      () => [...selection.keys].flatMap((key) => rows[places.get(key) ?? -1] ?? []),
      [selection.keys, rows, places],
    ),
    choose,
    chooseAll: useCallback(
      () => setSelection((before) => ({ ...before, keys: new Set(order), anchor: order[0] ?? null })),
      [order],
    ),
    clear: useCallback(() => setSelection((before) => ({ ...before, keys: new Set() })), []),
    step: useCallback(
      (by, from) => {
        const next = order[(places.get(keyOf(from)) ?? 0) + by];
        if (next !== undefined) choose(next, 'only');
      },
      [choose, order, places],
    ),
  };
}
