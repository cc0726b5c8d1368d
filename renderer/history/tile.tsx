/** @file One image in the grid, and how the grid divides its width. */
import { Star } from 'lucide-react';
import { memo } from 'react';
import { canDragOut } from '../files/drag-out.ts';
import { Picture } from '../ui/picture.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { formatBytes, formatMoment, formatTime } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import type { Sheet } from './lay-out.ts';
import { type Row, recentOf } from './row.ts';
import styles from './tile.module.css';

export const gridGap = 8;
const smallest = 150;
/** Name, facts, and the air around them. */
const captionHeight = 48;
/** Of the list, on both sides. */
const padding = 32;

export function gridSheet(width: number): Sheet {
  const inside = Math.max(width - padding, smallest);
  const across = Math.max(2, Math.floor((inside + gridGap) / (smallest + gridGap)));
  const side = Math.floor((inside - gridGap * (across - 1)) / across);
  return { across, lineHeight: side + captionHeight, dayHeight: 40, linesInPart: 2 };
}

export type EntryProps = {
  readonly row: Row;
  readonly id: string;
  /** Among all that are loaded. */
  readonly place: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Where pictures are served; undefined before it is known. */
  readonly thumbs: string | undefined;
};

/** Drawn anew only for another image: of most that are in sight when the list moves nothing changes. */
export const Tile = memo(function Tile({ row, id, place, isActive, isSelected, thumbs }: EntryProps) {
  const words = useWords();
  const locale = useLocale();
  const size = formatBytes(row.size, locale);
  const facts = row.state === 'stored' ? `${formatTime(recentOf(row), locale)} · ${size}` : words.states[row.state];
  return (
    <div
      role="option"
      id={id}
      aria-selected={isSelected}
      aria-label={`${row.fileName}, ${words.states[row.state]}, ${size}, ${formatMoment(recentOf(row), locale)}${row.favourite ? `, ${words.favouriteMark}` : ''}`}
      data-active={isActive || undefined}
      data-place={place}
      draggable={canDragOut || undefined}
      className={styles.tile}
    >
      <span className={styles.frame}>
        <Picture thumbs={thumbs} profile={row.profile} imageId={row.imageId} thumb={row.thumb} alt="" />
      </span>
      <span className={styles.caption}>
        <span className={styles.name}>{row.fileName}</span>
        <span className={styles.facts}>
          <StateMark state={row.state} size={12} />
          {facts}
          {row.favourite ? <Star size={11} aria-hidden fill="currentColor" className={styles.star} /> : null}
        </span>
      </span>
    </div>
  );
});
