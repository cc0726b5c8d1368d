/** @file Downloading everything that is stored, and what was begun and not finished. */
import { useQuery } from '@tanstack/react-query';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import { useRun } from '../library/long-run.ts';
import styles from '../library/page.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { Button } from '../ui/button.tsx';
import { formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { useRestoreForm } from './restore-form.tsx';
import { RestoreProgressPart } from './restore-progress.tsx';
import { restoreRun } from './restore-run.ts';

export function RestorePage() {
  const words = useWords();
  const text = words.restore;
  const { state } = useRun(restoreRun);
  const { fields, deed } = useRestoreForm({ filter: { states: ['stored'] } });
  return (
    <>
      <section className={styles.part}>
        <h2 className={styles.title}>{text.heading}</h2>
        <p className={styles.why}>{text.why}</p>
        {state === 'running' ? null : (
          <>
            <h3 className={styles.sub}>{text.all}</h3>
            {fields}
            <div className={styles.deeds}>{deed}</div>
          </>
        )}
        <RestoreProgressPart />
      </section>
      {state === 'running' ? null : <Unfinished key={state} />}
    </>
  );
}

function Unfinished() {
  const words = useWords();
  const locale = useLocale();
  const text = words.restore;
  const query = useQuery({
    queryKey: ['restores'],
    staleTime: 0,
    queryFn: ({ signal }) => cloudroll.library.restore.unfinished({}, { signal }),
  });
  const forget = async (id: number) => {
    try {
      await cloudroll.library.restore.forget({ id });
      await query.refetch();
    } catch (error) {
      sayFailure(error, words);
    }
  };
  return (
    <Asked query={query}>
      {(unfinished) =>
        unfinished.length === 0 ? null : (
          <section className={styles.part}>
            <h2 className={styles.title}>{text.unfinished}</h2>
            <ul className={styles.list}>
              {unfinished.map(({ id, destination, rendition, layout, begunAt, done, images }) => (
                <li key={id} className={styles.row}>
                  <div>
                    <p className={styles.name}>{destination}</p>
                    <p className={styles.facts}>
                      {[
                        text.done(done, images),
                        rendition === 'original' ? words.original : rendition,
                        text.layouts[layout],
                        formatMoment(begunAt, locale),
                      ].join(' · ')}
                    </p>
                  </div>
                  <Button
                    onClick={() =>
                      void restoreRun.begin((signal) => cloudroll.library.restore.resume({ id }, { signal }))
                    }
                  >
                    {text.goOn}
                  </Button>
                  <Button look="quiet" onClick={() => void forget(id)}>
                    {text.forget}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Asked>
  );
}
