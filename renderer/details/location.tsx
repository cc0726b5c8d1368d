/** @file Where a picture was taken, as plain numbers and without a map, and the way to have that told no more. */
import { useState } from 'react';
import type { ImageInFull } from '../../shared/history.ts';
import { change } from '../describe/favour.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import styles from './location.module.css';

export type LocationProps = { readonly image: ImageInFull; readonly gps: NonNullable<ImageInFull['details']['gps']> };

export function Location({ image, gps }: LocationProps) {
  const words = useWords();
  const [isGoing, setIsGoing] = useState(false);
  const text = words.location;
  const remove = async () => {
    setIsGoing(true);
    const said = { title: text.removed, more: text.originalKeepsIt };
    await change([image], { location: false }, words, said);
    setIsGoing(false);
  };
  return (
    <span className={styles.location}>
      <span className={styles.place}>
        {gps.latitude.toFixed(4)}, {gps.longitude.toFixed(4)}
      </span>
      <Button look="quiet" aria-label={text.removeThis} disabled={isGoing} onClick={() => void remove()}>
        {text.remove}
      </Button>
      <span className={styles.note}>{text.whatGoes}</span>
    </span>
  );
}
