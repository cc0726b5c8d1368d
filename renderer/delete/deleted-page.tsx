/** @file Recently deleted: what is being deleted now, and what went, with a way back where the bucket keeps earlier versions. */
import { Trash2 } from 'lucide-react';
import type { DeletedEntry } from '../../shared/deletion.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import styles from '../library/page.module.css';
import { OfProfile } from '../library/profile-choice.tsx';
import { sayFailure } from '../library/say-failure.ts';
import { usePages } from '../library/use-pages.ts';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/toasts.tsx';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { useDeletions } from './use-going.ts';

export function DeletedPage() {
  const words = useWords();
  return (
    <>
      <UnderWay />
      <section className={styles.part}>
        <h2 className={styles.title}>{words.deletion.recent}</h2>
        <p className={styles.why}>{words.deletion.why}</p>
        <OfProfile>
          {(profile, choice) => (
            <>
              {choice === null ? null : <div className={styles.form}>{choice}</div>}
              <Recent key={profile} profile={profile} />
            </>
          )}
        </OfProfile>
      </section>
    </>
  );
}

/** Nothing while nothing is. */
function UnderWay() {
  const words = useWords();
  const text = words.deletion;
  const open = useDeletions().data ?? [];
  if (open.length === 0) return null;
  const tryNow = () => void cloudroll.library.delete.tryNow({}).catch((error: unknown) => sayFailure(error, words));
  const undo = (batch: string) =>
    void cloudroll.library.delete.undo({ batch }).then(
      ({ images }) => notify({ title: images === 0 ? text.tooLate : text.undone(images) }),
      (error: unknown) => sayFailure(error, words),
    );
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{text.under}</h2>
      <ul className={styles.list}>
        {open.map(({ profile, imageId, fileName, state, failure, batch }) => (
          <li key={`${profile} ${imageId}`} className={styles.row}>
            <div>
              <p className={styles.name}>{fileName}</p>
              <p className={failure === null ? styles.facts : styles.bad}>
                {failure === null ? text.states[state] : words.failures[failure.code].what}
              </p>
            </div>
            {failure !== null ? (
              <Button onClick={tryNow}>{words.tryNow}</Button>
            ) : state === 'waiting' ? (
              <Button onClick={() => undo(batch)}>{words.undo}</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.deletion;
  const { query, more } = usePages(['deleted', profile], (after, signal) =>
    cloudroll.library.delete.recent({ profile, limit: 50, ...after }, { signal }),
  );
  const putBack = async (entries: readonly DeletedEntry[]) => {
    try {
      const images = entries.map(({ imageId }) => ({ profile, imageId }));
      const { back, failed } = await cloudroll.library.delete.putBack({ images });
      if (back > 0) notify({ title: text.back(back) });
      const why = failed[0]?.failure;
      if (why !== undefined) {
        notify({ title: text.notBack(failed.length), more: words.failures[why.code].what, bad: true });
      }
      await query.refetch();
    } catch (error) {
      sayFailure(error, words);
    }
  };
  return (
    <Asked query={query}>
      {(entries) => {
        const able = entries.filter(({ canComeBack }) => canComeBack === 'yes');
        if (entries.length === 0) {
          return (
            <Blank icon={<Trash2 size={32} strokeWidth={1.25} />} title={text.empty}>
              {text.emptyWhy}
            </Blank>
          );
        }
        return (
          <>
            {able.length < 2 ? null : (
              <div className={styles.deeds}>
                <Button onClick={() => void putBack(able)}>{text.putBackAll(able.length)}</Button>
              </div>
            )}
            <ul className={styles.list}>
              {entries.map((entry) => (
                <Deleted
                  key={`${entry.imageId} ${entry.deletedAt}`}
                  entry={entry}
                  onPutBack={() => void putBack([entry])}
                />
              ))}
            </ul>
            {more === null ? null : <Button onClick={more}>{words.showMore}</Button>}
          </>
        );
      }}
    </Asked>
  );
}

function Deleted({ entry, onPutBack }: { readonly entry: DeletedEntry; readonly onPutBack: () => void }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.deletion;
  const { fileName, size, deletedAt, by, canComeBack } = entry;
  const facts = [
    [text.when(formatMoment(deletedAt, locale)), ...(by === null ? [] : [text.by(by)])].join(' '),
    formatBytes(size, locale),
    ...(canComeBack === 'no' ? [text.gone] : canComeBack === 'unknown' ? [text.mayComeBack] : []),
  ];
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{fileName}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
      </div>
      {canComeBack === 'no' ? null : <Button onClick={onPutBack}>{text.putBack}</Button>}
    </li>
  );
}
