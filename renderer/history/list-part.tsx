/** @file What the long list draws together: the heading of a day, or a few lines of its images. */

import type { VirtualItem } from '@tanstack/react-virtual';
import { DayHeading } from './day-heading.tsx';
import styles from './image-list.module.css';
import { type Layout, partAt } from './lay-out.ts';
import type { Row } from './row.ts';
import type { RowList } from './row-list.ts';
import { TableRow } from './table.tsx';
import { gridGap, Tile } from './tile.tsx';
import type { SelectionControl } from './use-selection.ts';

export type ListPartProps = {
  readonly item: VirtualItem;
  readonly layout: Layout;
  readonly rows: RowList;
  readonly isTable: boolean;
  readonly selection: SelectionControl;
  readonly thumbs: string | undefined;
};

export function ListPart({ item, layout, rows, isTable, selection, thumbs }: ListPartProps) {
  const part = partAt(layout, item.index);
  if (part === undefined) return null;
  const place = { transform: `translateY(${item.start}px)`, height: part.height };
  if (part.kind === 'day') {
    return (
      <div role="presentation" className={styles.part} style={place}>
        <DayHeading at={part.at} images={part.images} isTable={isTable} />
      </div>
    );
  }
  const { across, lineHeight } = layout.sheet;
  const Entry = isTable ? TableRow : Tile;
  return (
    <div
      role="presentation"
      className={`${styles.part} ${isTable ? '' : styles.tiles}`}
      style={
        isTable
          ? place
          : {
              ...place,
              columnGap: gridGap,
              gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`,
              gridAutoRows: lineHeight,
            }
      }
    >
      {rows.slice(part.start, part.end).map((row, nth) => (
        <Entry
          // By its place: an element takes over another image where the list has moved on, which is cheaper than a new one.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          key={nth}
          row={row}
          id={idOf(row)}
          place={part.start + nth}
          isActive={row.key === selection.active?.key}
          isSelected={selection.keys.has(row.key)}
          thumbs={thumbs}
        />
      ))}
    </div>
  );
}

/** Of its element, for the list's cursor. */
export function idOf(row: Pick<Row, 'profile' | 'imageId'>): string {
  return `image-${row.profile}-${row.imageId}`;
}

/** Which of all that are loaded is at a place of the page; -1 beside them. */
export function placeOf(target: EventTarget): number {
  // A drag that begins on selected words has these for its target.
  const element = target instanceof Text ? target.parentElement : target;
  const entry = element instanceof Element ? element.closest<HTMLElement>('[data-place]') : null;
  return Number(entry?.dataset['place'] ?? -1);
}
