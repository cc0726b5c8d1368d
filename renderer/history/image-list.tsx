/** @file The long list: only what is in sight is on the page; one tab stop, arrows inside, the same for grid and table. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import type { HistorySort } from '../../shared/history.ts';
import { useWidth } from '../ui/use-width.ts';
import { useWords } from '../words/language.ts';
import { DayHeading } from './day-heading.tsx';
import styles from './image-list.module.css';
import { layOut, lineOf } from './lay-out.ts';
import { listKeys } from './list-keys.ts';
import type { Row } from './row.ts';
import { howOf } from './selection.ts';
import { TableHead, TableRow } from './table.tsx';
import { gridGap, gridSheet, Tile } from './tile.tsx';
import type { HistoryList } from './use-history.ts';
import type { SelectionControl } from './use-selection.ts';
import type { HistoryView } from './view.ts';

const tableSheet = { across: 1, lineHeight: 36, dayHeight: 38 };
/** Lines from the end at which the next page is asked for: about three screens. */
const askAhead = 40;

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
  const element = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => element.current ?? document.createElement('div'));
  const width = useWidth(element);
  const { rows } = list;
  const sheet = useMemo(() => (layout === 'grid' ? gridSheet(width) : tableSheet), [layout, width]);
  const lines = useMemo(() => layOut(rows, view.sort, sheet), [rows, view.sort, sheet]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => element.current,
    estimateSize: (index) => lines[index]?.height ?? sheet.lineHeight,
    overscan: layout === 'grid' ? 4 : 12,
    scrollPaddingStart: layout === 'grid' ? 8 : 36,
    scrollPaddingEnd: 8,
  });
  // Sizes are known, not measured: they change with the lines.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines are what it measures.
  useLayoutEffect(() => virtual.measure(), [virtual, lines]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { more, hasMore, atTop } = list;
  useEffect(() => {
    if (hasMore && last >= lines.length - askAhead) more();
  }, [hasMore, last, lines.length, more]);

  const { activeIndex } = selection;
  const cursorLine = activeIndex < 0 ? -1 : lineOf(lines, activeIndex);
  const moved = useRef(activeIndex);
  useEffect(() => {
    if (moved.current === activeIndex || cursorLine < 0) return;
    moved.current = activeIndex;
    virtual.scrollToIndex(cursorLine, { align: 'auto' });
  }, [activeIndex, cursorLine, virtual]);

  const onKeyDown = listKeys({ lines, sheet, selection, rows, element, onOpen });
  const across = sheet.across;
  const isTable = layout === 'table';
  return (
    <div
      ref={element}
      className={styles.scroll}
      onScroll={(event) => atTop(event.currentTarget.scrollTop < 8)}
      role={isTable ? 'grid' : 'listbox'}
      aria-label={words.screens.history}
      aria-multiselectable
      aria-rowcount={isTable ? (list.hasMore ? -1 : rows.length + 1) : undefined}
      tabIndex={0}
      aria-activedescendant={cursorLine >= 0 && selection.active !== null ? idOf(selection.active) : undefined}
      onKeyDown={onKeyDown}
    >
      {isTable ? <TableHead view={view} onSort={onSort} /> : null}
      <div
        role={isTable ? 'rowgroup' : 'presentation'}
        className={styles.all}
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const place = { transform: `translateY(${item.start}px)`, height: line.height };
          if (line.kind === 'day') {
            return (
              <div key={`day ${line.at}`} role="presentation" className={styles.line} style={place}>
                <DayHeading at={line.at} images={line.images} isTable={isTable} />
              </div>
            );
          }
          return (
            <div
              key={rows[line.start]?.key ?? item.index}
              role="presentation"
              className={`${styles.line} ${isTable ? '' : styles.tiles}`}
              style={
                isTable ? place : { ...place, gap: gridGap, gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }
              }
            >
              {rows.slice(line.start, line.end).map((row, offset) => {
                const part = {
                  row,
                  id: idOf(row),
                  index: line.start + offset,
                  isActive: row.key === selection.active?.key,
                  isSelected: selection.keys.has(row.key),
                  onChoose: (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
                    element.current?.focus({ preventScroll: true });
                    selection.choose(row.key, howOf(event));
                  },
                  onOpen: () => onOpen(row),
                };
                return isTable ? <TableRow key={row.key} {...part} /> : <Tile key={row.key} {...part} />;
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Of its element, for the list's cursor and for the menu of what is under the pointer. */
export function idOf(row: Pick<Row, 'profile' | 'imageId'>): string {
  return `image-${row.profile}-${row.imageId}`;
}
