/** @file What can be put into a template, as buttons that put it there. */
import { useWords } from '../words/language.ts';
import styles from './placeholders.module.css';

export type PlaceholdersProps = {
  readonly names: readonly string[];
  readonly onInsert: (name: string) => void;
};

export function Placeholders({ names, onInsert }: PlaceholdersProps) {
  const words = useWords();
  return (
    <div className={styles.placeholders}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-label={words.insertPlaceholder(name)}
          className={styles.placeholder}
          onClick={() => onInsert(name)}
        >{`{${name}}`}</button>
      ))}
    </div>
  );
}
