/** @file What has to be typed before anything goes, word for word, as in the consoles of AWS. */
import { type FormEvent, useState } from 'react';
import { type Inventory, typedToDeleteTable, typedToEmpty } from '../../shared/clean-up.ts';
import { cloudroll } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { cleanRun } from './runs.ts';

export type CleanConfirmProps = {
  readonly inventory: Inventory;
  /** It was begun and stopped before its end. */
  readonly goesOn: boolean;
};

export function CleanConfirm({ inventory: { profile, buckets, table }, goesOn }: CleanConfirmProps) {
  const words = useWords();
  const text = words.clean;
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [ofTable, setOfTable] = useState('');
  // What holds things of others stays, and is not asked for.
  const deletable = buckets.filter(({ failure, others }) => failure === null && others === 0);
  const asksTable = table !== null && table.failure === null && table.others === 0;
  const isRight =
    typed === typedToEmpty &&
    deletable.every(({ bucket }) => ['', bucket].includes(names[bucket] ?? '')) &&
    ['', typedToDeleteTable].includes(ofTable);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (!isRight) return;
    const deleteBuckets = deletable.map(({ bucket }) => names[bucket] ?? '').filter((name) => name !== '');
    const request = { profile, typed, deleteBuckets, ...(ofTable === '' ? {} : { deleteTable: ofTable }) };
    void cleanRun(profile).begin((signal) => cloudroll.cloud.clean.run(request, { signal }));
  };
  return (
    <form className={styles.typed} onSubmit={begin}>
      <Labelled label={text.typeToEmpty(typedToEmpty)}>
        <TextField autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Labelled>
      {deletable.map(({ bucket }) => (
        <Labelled key={bucket} label={text.typeBucket(bucket)}>
          <TextField
            autoComplete="off"
            value={names[bucket] ?? ''}
            onChange={(event) => setNames({ ...names, [bucket]: event.target.value })}
          />
        </Labelled>
      ))}
      {asksTable ? (
        <Labelled label={text.typeTable(typedToDeleteTable)}>
          <TextField autoComplete="off" value={ofTable} onChange={(event) => setOfTable(event.target.value)} />
        </Labelled>
      ) : null}
      <div>
        <Button type="submit" look="danger" disabled={!isRight}>
          {goesOn ? text.goOn : text.run}
        </Button>
      </div>
    </form>
  );
}
