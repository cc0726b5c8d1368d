/** @file Moves a folder to another profile, after saying what that sends again and what stays where it is. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FolderMove } from '../../shared/adoption.ts';
import { type Answers, cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { Asked } from '../library/asked.tsx';
import { keys, queries, useProfiles } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { notify } from '../ui/toasts.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './add-folder.module.css';

export type MoveFolderProps = { readonly folder: Answers['folder']; readonly onClose: () => void };

export function MoveFolder({ folder: { id, path, profile }, onClose }: MoveFolderProps) {
  const words = useWords();
  const text = words.moveFolder;
  const name = lastPart(path);
  const others = (useProfiles().data ?? []).map((entry) => entry.profile.name).filter((one) => one !== profile);
  const [chosen, setChosen] = useState<string | null>(null);
  const to = chosen ?? others[0];
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useQuery({
    queryKey: ['folder-move', id, to],
    queryFn: ({ signal }) => cloudroll.cloud.folderMove({ id, profile: to ?? '' }, { signal }),
    enabled: to !== undefined,
    staleTime: 0,
  });
  const move = async () => {
    if (to === undefined) return;
    setProblem(null);
    try {
      await cloudroll.cloud.moveFolder({ id, profile: to });
      void queries.invalidateQueries({ queryKey: keys.folders });
      notify({ title: text.moved(name, to) });
      onClose();
    } catch (error) {
      setProblem(sentence(failureText(error, words)));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.title(name)}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" disabled={asked.data === undefined} onClick={() => void move()}>
            {text.move}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {to === undefined ? null : (
          <Captioned label={text.to}>
            <Choice
              label={text.to}
              value={to}
              options={others.map((value) => ({ value, label: value }))}
              onChange={setChosen}
            />
          </Captioned>
        )}
        <Asked query={asked}>{(meaning) => <Meaning move={meaning} />}</Asked>
        {problem === null ? null : <p role="alert">{problem}</p>}
      </div>
    </Dialog>
  );
}

function Meaning({ move: { from, to, stored, alreadyThere, bytes, moving } }: { readonly move: FolderMove }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.moveFolder;
  const again = stored - alreadyThere;
  return (
    <ul aria-live="polite">
      <li>{again <= 0 ? text.nothing : text.again(words.images(again), formatBytes(bytes, locale))}</li>
      {stored === 0 ? null : <li>{text.stays(words.images(stored), from)}</li>}
      {alreadyThere === 0 ? null : <li>{text.there(words.images(alreadyThere), to)}</li>}
      {moving === 0 ? null : <li>{text.moving(words.images(moving))}</li>}
    </ul>
  );
}
