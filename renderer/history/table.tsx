/** @file History as a table: its head, which sorts, and one row of it. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import type { HistorySort } from '../../shared/history.ts';
import { canDragOut } from '../files/drag-out.ts';
import { Picture } from '../ui/picture.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import type { Words } from '../words/english.ts';
import { formatBytes, formatMoment, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { takenAt } from './lay-out.ts';
import styles from './table.module.css';
import type { EntryProps } from './tile.tsx';
import type { HistoryView } from './view.ts';

type Column = keyof Words['columns'];

/** What each column sorts by, in its place; the others cannot. */
const columns: readonly (readonly [Column, HistorySort | null])[] = [
  ['name', 'name'],
  ['state', null],
  ['size', 'size'],
  ['dimensions', null],
  ['copies', null],
  ['directory', null],
  ['camera', null],
  ['taken', 'taken'],
  ['stored', 'recent'],
];

export type TableHeadProps = {
  readonly view: HistoryView;
  readonly onSort: (sort: HistorySort, descending: boolean) => void;
};

export function TableHead({ view, onSort }: TableHeadProps) {
  const words = useWords();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {columns.map(([column, sort]) => {
          const isSorted = sort !== null && view.sort === sort;
          const Arrow = view.descending ? ArrowDown : ArrowUp;
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={isSorted ? (view.descending ? 'descending' : 'ascending') : undefined}
              className={`${styles.cell} ${styles[column]}`}
            >
              {sort === null ? (
                words.columns[column]
              ) : (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort(sort, isSorted ? !view.descending : sort !== 'name')}
                >
                  {words.columns[column]}
                  {isSorted ? <Arrow size={12} aria-hidden /> : null}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Drawn anew only for another image, as a tile is. */
export const TableRow = memo(function TableRow({ row, id, place, isActive, isSelected, thumbs }: EntryProps) {
  const locale = useLocale();
  const cells: Record<Exclude<Column, 'name' | 'state'>, string> = {
    size: formatBytes(row.size, locale),
    dimensions: row.width === null || row.height === null ? '' : `${row.width} × ${row.height}`,
    copies: row.renditions === 0 ? '' : formatNumber(row.renditions, locale),
    directory: row.directory,
    camera: row.camera ?? '',
    taken: row.capturedAt === null ? '' : formatMoment(takenAt(row.capturedAt), locale),
    stored: row.storedAt === null ? '' : formatMoment(row.storedAt, locale),
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      data-place={place}
      draggable={canDragOut || undefined}
      className={`${styles.row} ${styles.image}`}
    >
      {columns.map(([column]) => (
        <div key={column} role="gridcell" className={`${styles.cell} ${styles[column]}`}>
          {column === 'name' ? (
            <>
              <span className={styles.thumb}>
                <Picture thumbs={thumbs} profile={row.profile} imageId={row.imageId} thumb={row.thumb} alt="" />
              </span>
              <span className={styles.text}>{row.fileName}</span>
            </>
          ) : column === 'state' ? (
            <StateMark state={row.state} word />
          ) : (
            cells[column]
          )}
        </div>
      ))}
    </div>
  );
});
