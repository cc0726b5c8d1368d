/** @file The limits that are typed: they hold when the field is left or Enter is pressed, and not before they make sense. */
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { bandwidthSlots } from '../../shared/limits.ts';
import { TextField } from '../ui/fields.tsx';
import { useWords } from '../words/language.ts';
import styles from './limit-fields.module.css';
import { type ControlProps, change } from './setting-rows.tsx';

export function BandwidthField({ settings, labelledBy }: ControlProps) {
  const words = useWords();
  return (
    <TypedField
      labelledBy={labelledBy}
      value={settings.limits.bandwidth}
      problemOf={(text) => (bandwidthSlots(text) === null ? words.badBandwidth : null)}
      onSave={(bandwidth) => change({ limits: { bandwidth } })}
    />
  );
}

export type NumberFieldProps = ControlProps & {
  readonly name: 'lanes' | 'uploadsAtOnce' | 'resizesAtOnce';
  readonly most: number;
};

export function NumberField({ settings, labelledBy, name, most }: NumberFieldProps) {
  const words = useWords();
  const mayBeEmpty = name === 'resizesAtOnce';
  return (
    <TypedField
      short
      labelledBy={labelledBy}
      value={String(settings.limits[name] ?? '')}
      problemOf={(text) => {
        if (text === '' && mayBeEmpty) return null;
        return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most ? null : words.badNumber(1, most);
      }}
      onSave={(text) => change({ limits: { [name]: text === '' ? null : Number(text) } })}
    />
  );
}

export function HoursField({ settings }: ControlProps) {
  const words = useWords();
  const hours = settings.limits.window;
  const [from, setFrom] = useState(hours?.from ?? '');
  const [to, setTo] = useState(hours?.to ?? '');
  useEffect(() => {
    setFrom(hours?.from ?? '');
    setTo(hours?.to ?? '');
  }, [hours]);
  const save = (nextFrom: string, nextTo: string) => {
    setFrom(nextFrom);
    setTo(nextTo);
    if (nextFrom === '' && nextTo === '') void change({ limits: { window: null } });
    else if (nextFrom !== '' && nextTo !== '' && nextFrom !== nextTo) {
      void change({ limits: { window: { from: nextFrom, to: nextTo } } });
    }
  };
  return (
    <>
      {from === '' && to === '' ? <span className={styles.quiet}>{words.allDay}</span> : null}
      <TextField
        type="time"
        aria-label={`${words.setting.window}: ${words.from}`}
        value={from}
        onChange={(event) => save(event.target.value, to)}
      />
      <span aria-hidden>–</span>
      <TextField
        type="time"
        aria-label={`${words.setting.window}: ${words.to}`}
        value={to}
        onChange={(event) => save(from, event.target.value)}
      />
    </>
  );
}

type TypedFieldProps = {
  readonly labelledBy: string;
  readonly value: string;
  readonly short?: boolean;
  /** Null: it makes sense. */
  readonly problemOf: (text: string) => string | null;
  readonly onSave: (text: string) => Promise<void>;
};

function TypedField({ labelledBy, value, short = false, problemOf, onSave }: TypedFieldProps) {
  const words = useWords();
  const [typed, setTyped] = useState(value);
  const [note, setNote] = useState<ReactNode>(null);
  const [isBad, setIsBad] = useState(false);
  useEffect(() => setTyped(value), [value]);
  const leave = async () => {
    const text = typed.trim();
    const problem = problemOf(text);
    setIsBad(problem !== null);
    setNote(problem);
    if (problem !== null || text === value) return;
    try {
      await onSave(text);
      setNote(words.changedTo);
      setTimeout(() => setNote(null), 2000);
    } catch {
      setIsBad(true);
      setNote(words.deedFailed);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void leave();
    if (event.key === 'Escape') setTyped(value);
  };
  return (
    <span className={styles.field}>
      <TextField
        aria-labelledby={labelledBy}
        aria-invalid={isBad}
        className={short ? styles.short : styles.long}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void leave()}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={isBad ? styles.bad : styles.quiet}>
        {note}
      </span>
    </span>
  );
}
