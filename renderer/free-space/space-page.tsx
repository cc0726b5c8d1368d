/** @file Freeing space on this computer: what would go, what stays and why, the work itself, and what went. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { Asked } from '../library/asked.tsx';
import { useRun } from '../library/long-run.ts';
import styles from '../library/page.module.css';
import { OfProfile } from '../library/profile-choice.tsx';
import { useFolders } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { FreeProgressPart } from './free-progress.tsx';
import { freeRun } from './free-run.ts';
import { Freed } from './freed.tsx';

const keepable = [0, 7, 30, 90, 365] as const;

export function SpacePage() {
  const words = useWords();
  return (
    <>
      <section className={styles.part}>
        <h2 className={styles.title}>{words.space.title}</h2>
        <p className={styles.why}>{words.space.why}</p>
        <OfProfile>{(profile, choice) => <Space key={profile} profile={profile} choice={choice} />}</OfProfile>
      </section>
      <Freed />
    </>
  );
}

function Space({ profile, choice }: { readonly profile: string; readonly choice: ReactNode }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.space;
  const folders = (useFolders().data ?? []).filter((folder) => folder.profile === profile);
  const [folder, setFolder] = useState('');
  const [keepFavourites, setKeepFavourites] = useState(true);
  const [keepDays, setKeepDays] = useState(30);
  const { state } = useRun(freeRun);
  const wish = { profile, keepFavourites, keepDays, ...(folder === '' ? {} : { folder: Number(folder) }) };
  const preview = useQuery({
    queryKey: ['free-preview', wish],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => cloudroll.library.free.preview(wish, { signal }),
  });
  const { refetch } = preview;
  // What went is not offered again.
  useEffect(() => {
    if (state !== 'running' && state !== 'idle') void refetch();
  }, [state, refetch]);
  if (state === 'running') return <FreeProgressPart />;
  return (
    <>
      <div className={styles.form}>
        {choice}
        <Captioned label={text.folder}>
          <Choice
            label={text.folder}
            value={folder}
            options={[
              { value: '', label: text.allFolders },
              ...folders.map(({ id, path }) => ({ value: String(id), label: lastPart(path) })),
            ]}
            onChange={setFolder}
          />
        </Captioned>
        <Captioned label={text.keepDays}>
          <Choice
            label={text.keepDays}
            value={String(keepDays)}
            options={keepable.map((days) => ({ value: String(days), label: text.days(days) }))}
            onChange={(days) => setKeepDays(Number(days))}
          />
        </Captioned>
        <Tick label={text.keepFavourites} checked={keepFavourites} onChange={setKeepFavourites} />
      </div>
      <Asked query={preview}>
        {({ files, bytes, kept }) => (
          <>
            <p className={styles.big} aria-live="polite">
              {files === 0 ? text.nothing : text.preview(formatBytes(bytes, locale), files)}
            </p>
            <ul className={styles.facts}>
              {(['favourites', 'recent', 'notStored'] as const).map((why) =>
                kept[why] === 0 ? null : <li key={why}>{text.kept[why](kept[why])}</li>,
              )}
            </ul>
            {files === 0 ? null : (
              <div className={styles.deeds}>
                <Button
                  look="primary"
                  onClick={() =>
                    void freeRun.begin((signal) => cloudroll.library.free.begin({ ...wish, files }, { signal }))
                  }
                >
                  {text.go(files)}
                </Button>
              </div>
            )}
          </>
        )}
      </Asked>
      <FreeProgressPart />
    </>
  );
}
