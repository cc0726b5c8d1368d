/** @file What can be done with the selected images; there only while there is something to do. */
import { CircleStop, RotateCw, X } from 'lucide-react';
import type { JourneyState } from '../../shared/image.ts';
import { cloudroll } from '../bridge.ts';
import { DeedButtons } from '../deeds/deed-buttons.tsx';
import { Announce } from '../ui/announce.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import type { Row } from './row.ts';
import styles from './selection-bar.module.css';
import type { SelectionControl } from './use-selection.ts';

const triable: ReadonlySet<JourneyState> = new Set(['waiting', 'blocked', 'failed', 'cancelled']);
const stoppable: ReadonlySet<JourneyState> = new Set([
  'hashed',
  'uploading',
  'confirmed',
  'waiting',
  'blocked',
  'failed',
]);

export type SelectionBarProps = {
  readonly selection: SelectionControl;
  /** Details are open, which offer the same for one image. */
  readonly hasDetails: boolean;
};

export function SelectionBar({ selection, hasDetails }: SelectionBarProps) {
  const words = useWords();
  const locale = useLocale();
  const { rows } = selection;
  const toTry = rows.filter(({ state }) => triable.has(state));
  const toStop = rows.filter(({ state }) => stoppable.has(state));
  const text = rows.length === 0 ? '' : words.selected(rows.length);
  const isShown = rows.length > (hasDetails ? 1 : 0) || toTry.length + toStop.length > 0;
  return (
    <>
      <Announce text={text} />
      {isShown ? (
        <div className={styles.bar} role="toolbar" aria-label={text}>
          <span className={styles.text}>
            {text} ·{' '}
            {formatBytes(
              rows.reduce((sum, { size }) => sum + size, 0),
              locale,
            )}
          </span>
          {toTry.length === 0 ? null : (
            <Button look="quiet" icon={<RotateCw size={14} aria-hidden />} onClick={() => void tryNow(toTry)}>
              {words.tryNow}
            </Button>
          )}
          {toStop.length === 0 ? null : (
            <Button look="quiet" icon={<CircleStop size={14} aria-hidden />} onClick={() => void stop(toStop)}>
              {words.stopCarrying}
            </Button>
          )}
          <DeedButtons images={rows} menuSide="top" />
          <IconButton label={words.clearSelection} keys="Esc" onClick={selection.clear}>
            <X size={15} aria-hidden />
          </IconButton>
        </div>
      ) : null}
    </>
  );
}

/** Each on its own: what one answers changes nothing for the others, and the events tell what became of them. */
async function tryNow(rows: readonly Row[]): Promise<void> {
  await Promise.allSettled(rows.map(({ profile, imageId }) => cloudroll.queue.tryNow({ image: { profile, imageId } })));
}

async function stop(rows: readonly Row[]): Promise<void> {
  await Promise.allSettled(rows.map(({ profile, imageId }) => cloudroll.queue.cancel({ profile, imageId })));
}
