/** @file What the page says of its line to the engine, above every screen: nothing, as long as it stands. */
import { Hourglass, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { assertNever } from '../../shared/brand.ts';
import { useLine } from '../live.ts';
import { useWords } from '../words/language.ts';
import styles from './line-note.module.css';

/** Milliseconds. A start takes less, unless the ledger of an earlier version is brought up to date. */
const longOpening = 2000;

export function LineNote() {
  const words = useWords();
  const line = useLine();
  const takesLong = useIsLater(longOpening);
  switch (line) {
    case 'open':
      return null;
    case 'opening':
      return takesLong ? (
        <p role="status" className={styles.note}>
          <Hourglass size={14} aria-hidden />
          {words.stillOpening}
        </p>
      ) : null;
    case 'cut-off':
    case 'not-admitted':
      return (
        <p role="status" className={`${styles.note} ${styles.warns}`}>
          <WifiOff size={14} aria-hidden />
          {line === 'cut-off' ? words.cutOff : words.sessionOver}
        </p>
      );
    default:
      return assertNever(line, 'line');
  }
}

/** By the page's own time: the desktop's main process is silent until the ledger is open. */
function useIsLater(length: number): boolean {
  const [isLater, setIsLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLater(true), length);
    return () => clearTimeout(timer);
  }, [length]);
  return isLater;
}
