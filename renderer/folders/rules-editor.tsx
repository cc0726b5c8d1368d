/** @file The rules of a folder, and beside them what they would take and skip, looked up as they are typed. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answers, cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/language.ts';
import styles from './rules-editor.module.css';

/** Milliseconds after the last letter. */
const typingRest = 300;

export function RulesEditor({ folder, onClose }: { readonly folder: Answers['folder']; readonly onClose: () => void }) {
  const words = useWords();
  const [include, setInclude] = useState(folder.include.join('\n'));
  const [exclude, setExclude] = useState(folder.exclude.join('\n'));
  const [failed, setFailed] = useState(false);
  const rules = useRested({ include: linesOf(include), exclude: linesOf(exclude) });
  const preview = useQuery({
    queryKey: ['rules-preview', folder.id, rules],
    queryFn: ({ signal }) => cloudroll.folders.preview({ ...rules, of: { id: folder.id } }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  }).data;
  const save = async () => {
    try {
      await cloudroll.folders.setRules({ id: folder.id, include: linesOf(include), exclude: linesOf(exclude) });
      onClose();
    } catch {
      setFailed(true);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.rulesOf(lastPart(folder.path))}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Globs label={words.include} value={include} onChange={setInclude} />
        <Globs label={words.exclude} value={exclude} onChange={setExclude} />
      </div>
      <p className={styles.help}>{words.globHelp}</p>
      <div className={styles.preview} role="status">
        {preview === undefined ? null : (
          <>
            <Examples title={words.wouldTake(preview.takes.files)} examples={preview.takes.examples} />
            <Examples title={words.wouldSkip(preview.skips.files)} examples={preview.skips.examples} />
            {preview.whole ? null : <p className={styles.help}>{words.partly}</p>}
            {preview.reachable ? null : <p className={styles.bad}>{words.folderStates['not-reachable']}</p>}
          </>
        )}
        {failed ? <p className={styles.bad}>{words.deedFailed}</p> : null}
      </div>
    </Dialog>
  );
}

type GlobsProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

function Globs({ label, value, onChange }: GlobsProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <textarea
        rows={4}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={styles.globs}
      />
    </label>
  );
}

function Examples({ title, examples }: { readonly title: string; readonly examples: readonly string[] }) {
  return (
    <div>
      <p className={styles.title}>{title}</p>
      <ul className={styles.examples}>
        {examples.slice(0, 4).map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
    </div>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The value once it has not changed for a moment. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  const now = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(now)), typingRest);
    return () => clearTimeout(timer);
  }, [now]);
  return rested;
}
