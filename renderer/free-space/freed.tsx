/** @file What went to the trash, newest first. */
import { cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { Asked } from '../library/asked.tsx';
import { useRun } from '../library/long-run.ts';
import styles from '../library/page.module.css';
import { usePages } from '../library/use-pages.ts';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { freeRun } from './free-run.ts';

export function Freed() {
  const words = useWords();
  const locale = useLocale();
  const { state } = useRun(freeRun);
  const { query, more } = usePages(['freed', state], (after, signal) =>
    cloudroll.library.free.list({ limit: 50, ...after }, { signal }),
  );
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{words.space.list}</h2>
      <Asked query={query}>
        {(entries) =>
          entries.length === 0 ? (
            <p className={styles.why}>{words.space.empty}</p>
          ) : (
            <ul className={styles.list}>
              {entries.map(({ imageId, path, size, at }) => (
                <li key={`${imageId} ${path} ${at}`} className={styles.row}>
                  <div>
                    <p className={styles.name}>{lastPart(path)}</p>
                    <p className={styles.facts}>{path}</p>
                  </div>
                  <p className={styles.facts}>
                    {formatBytes(size, locale)} · {formatMoment(at, locale)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {more === null ? null : <Button onClick={more}>{words.showMore}</Button>}
    </section>
  );
}
