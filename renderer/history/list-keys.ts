/** @file What each key does in the list of images. */
import type { KeyboardEvent, RefObject } from 'react';
import type { Layout } from './lay-out.ts';
import { moveFor } from './move.ts';
import type { Row } from './row.ts';
import type { RowList } from './row-list.ts';
import type { SelectionControl } from './use-selection.ts';

export type ListKeys = {
  readonly layout: Layout;
  readonly selection: SelectionControl;
  readonly rows: RowList;
  readonly element: RefObject<HTMLElement | null>;
  readonly onOpen: (row: Row) => void;
};

/** Keys of what is inside, such as the heads that sort, are left to it. */
export function listKeys(keys: ListKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target !== event.currentTarget) return;
    const deed = deedOf(event, keys);
    if (deed === null) return;
    deed();
    event.preventDefault();
    event.stopPropagation();
  };
}

function deedOf(event: KeyboardEvent, { layout, selection, rows, element, onOpen }: ListKeys): (() => void) | null {
  const command = event.ctrlKey || event.metaKey;
  const active = selection.active ?? rows.at(0);
  if (active === undefined) return null;
  switch (event.key) {
    case 'Enter':
      return () => onOpen(active);
    case ' ':
      return () => selection.choose(active.key, command ? 'toggle' : 'only');
    case 'a':
    case 'A':
      return command ? selection.chooseAll : null;
    case 'Escape':
      return selection.keys.size > 1 ? selection.clear : null;
  }
  const page = Math.max(1, Math.floor((element.current?.clientHeight ?? 0) / layout.sheet.lineHeight) - 1);
  const rtl = document.documentElement.dir === 'rtl';
  const place = { layout, from: selection.activeIndex, count: rows.length, page, rtl };
  const to = rows.at(moveFor(event.key, place) ?? -1);
  return to === undefined ? null : () => selection.choose(to.key, event.shiftKey ? 'stretch' : 'only');
}
