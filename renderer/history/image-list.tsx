/** @file The long list: only what is in sight is on the page; one tab stop, arrows inside, the same for grid and table. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEvent,
  type MouseEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { HistorySort } from '../../shared/history.ts';
import { canDragOut, dragOut } from '../files/drag-out.ts';
import { useSurface } from '../live.ts';
import { useWidth } from '../ui/use-width.ts';
import { useWords } from '../words/language.ts';
import styles from './image-list.module.css';
import { layOut, partAt, topOf } from './lay-out.ts';
import { listKeys } from './list-keys.ts';
import { idOf, ListPart, placeOf } from './list-part.tsx';
import type { Row } from './row.ts';
import { howOf } from './selection.ts';
import { TableHead } from './table.tsx';
import { gridSheet } from './tile.tsx';
import type { HistoryList } from './use-history.ts';
import type { SelectionControl } from './use-selection.ts';
import type { HistoryView } from './view.ts';

const tableSheet = { across: 1, lineHeight: 36, dayHeight: 38, linesInPart: 4 };
/** Rows from the end at which the next page is asked for: about three screens of a grid, more of a table. */
const askAhead = 160;

export type ImageListProps = {
  readonly ref: Ref<HTMLDivElement>;
  readonly list: HistoryList;
  readonly view: HistoryView;
  readonly layout: 'grid' | 'table';
  readonly selection: SelectionControl;
  readonly onOpen: (row: Row) => void;
  readonly onSort: (sort: HistorySort, descending: boolean) => void;
};

export function ImageList({ ref, list, view, layout, selection, onOpen, onSort }: ImageListProps) {
  const words = useWords();
  const thumbs = useSurface()?.thumbs;
  const element = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => element.current ?? document.createElement('div'));
  const width = useWidth(element);
  const { rows } = list;
  const isTable = layout === 'table';
  const sheet = useMemo(() => (isTable ? tableSheet : gridSheet(width)), [isTable, width]);
  const laidOut = useMemo(() => layOut(rows.pages, view.sort, sheet), [rows, view.sort, sheet]);
  const virtual = useVirtualizer({
    count: laidOut.count,
    getScrollElement: () => element.current,
    estimateSize: (index) => partAt(laidOut, index)?.height ?? sheet.lineHeight,
    // Another function tells it that sizes have changed; they are known, and never measured.
    // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes are those of the layout.
    getItemKey: useCallback((index: number) => index, [laidOut]),
    overscan: isTable ? 3 : 1,
    // Told by it, when scrolling begins and ends: asking the element would have all of it laid out on the spot.
    onChange: ({ scrollOffset }) => list.atTop((scrollOffset ?? 0) < 8),
  });

  const shown = virtual.getVirtualItems();
  const last = partAt(laidOut, shown.at(-1)?.index ?? 0);
  const end = last?.kind === 'images' ? last.end : rows.length;
  const { more, hasMore } = list;
  useEffect(() => {
    if (hasMore && end >= rows.length - askAhead) more();
  }, [hasMore, end, rows.length, more]);

  const { activeIndex } = selection;
  const moved = useRef(activeIndex);
  useEffect(() => {
    if (moved.current === activeIndex || activeIndex < 0) return;
    moved.current = activeIndex;
    if (element.current !== null)
      bringIntoSight(element.current, topOf(laidOut, activeIndex), sheet.lineHeight, isTable);
  }, [activeIndex, laidOut, sheet, isTable]);

  /** As many as were ever in sight, so that elements are taken over instead of made where the list leaps. */
  const [slots, setSlots] = useState(1);
  if (shown.length > slots) setSlots(shown.length);

  const rowUnder = ({ target }: MouseEvent) => rows.at(placeOf(target));
  /** As in a file manager: all that are selected, or the one under the pointer. */
  const onDragStart = (event: DragEvent) => {
    if (!canDragOut) return;
    event.preventDefault();
    const row = rowUnder(event);
    if (row !== undefined) void dragOut(selection.keys.has(row.key) ? selection.rows : [row], words);
  };
  return (
    <div
      ref={element}
      className={styles.scroll}
      role={isTable ? 'grid' : 'listbox'}
      aria-label={words.screens.history}
      aria-multiselectable
      aria-rowcount={isTable ? (list.hasMore ? -1 : rows.length + 1) : undefined}
      tabIndex={0}
      aria-activedescendant={selection.active === null ? undefined : idOf(selection.active)}
      onKeyDown={listKeys({ layout: laidOut, selection, rows, element, onOpen })}
      onDragStart={onDragStart}
      onClick={(event) => {
        const row = rowUnder(event);
        if (row === undefined) return;
        event.currentTarget.focus({ preventScroll: true });
        selection.choose(row.key, howOf(event));
      }}
      onDoubleClick={(event) => {
        const row = rowUnder(event);
        if (row !== undefined) onOpen(row);
      }}
    >
      {isTable ? <TableHead view={view} onSort={onSort} /> : null}
      <div
        role={isTable ? 'rowgroup' : 'presentation'}
        className={styles.all}
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.map((item) => (
          <ListPart
            key={item.index % slots}
            item={item}
            layout={laidOut}
            rows={rows}
            isTable={isTable}
            selection={selection}
            thumbs={thumbs}
          />
        ))}
      </div>
    </div>
  );
}

/** Pixels of a table's head, which lies over what is scrolled under it. */
const headHeight = 33;

/** No further than it has to be: `top` and `height` are of the image's line below the head. */
function bringIntoSight(list: HTMLElement, top: number, height: number, isTable: boolean): void {
  const above = isTable ? 36 : 8;
  const lowest = top + height + (isTable ? headHeight : 0) + 8 - list.clientHeight;
  if (top - above < list.scrollTop) list.scrollTop = top - above;
  else if (lowest > list.scrollTop) list.scrollTop = lowest;
}
