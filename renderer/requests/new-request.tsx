/** @file Asks for one photo: whom, which type, how large, for how long; and what to send them then. */
import { type ReactNode, useState } from 'react';
import type { RequestLink } from '../../shared/photo-request.ts';
import { cloudroll } from '../bridge.ts';
import { shortType } from '../history/filter-form.tsx';
import styles from '../library/page.module.css';
import { queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Choice, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { saveText } from '../ui/save-text.ts';
import { notify } from '../ui/toasts.tsx';
import { type FailureText, failureText } from '../words/failure-text.ts';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';

/** What phones and scanners send. */
const types = ['image/jpeg', 'image/png', 'image/heic', 'image/webp', 'image/tiff'] as const;
/** Bytes. */
const sizes = [10_000_000, 25_000_000, 100_000_000] as const;
const lives = [300, 3600, 86_400, 604_800] as const;

export type NewRequestFormProps = { readonly profile: string; readonly choice: ReactNode };

export function NewRequestForm({ profile, choice }: NewRequestFormProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.requests;
  const [label, setLabel] = useState('');
  const [contentType, setContentType] = useState<string>(types[0]);
  const [bytes, setBytes] = useState<number>(sizes[1]);
  const [life, setLife] = useState<(typeof lives)[number]>(86_400);
  const [made, setMade] = useState<{ readonly label: string; readonly link: RequestLink } | null>(null);
  const [failed, setFailed] = useState<FailureText | null>(null);

  const make = async () => {
    setFailed(null);
    try {
      const size = { kind: 'most', bytes } as const;
      const link = await cloudroll.library.requests.make({ profile, label: label.trim(), contentType, size, life });
      setMade({ label: label.trim(), link });
      setLabel('');
      await queries.invalidateQueries({ queryKey: ['requests', profile] });
    } catch (error) {
      setFailed(failureText(error, words));
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() !== '') void make();
      }}
    >
      <div className={styles.form}>
        {choice}
        <div className={styles.wide}>
          <Labelled label={text.label}>
            <TextField value={label} maxLength={100} onChange={(event) => setLabel(event.target.value)} />
          </Labelled>
        </div>
      </div>
      <div className={styles.form}>
        <Captioned label={text.type}>
          <Choice
            label={text.type}
            value={contentType}
            options={types.map((value) => ({ value, label: shortType(value) }))}
            onChange={setContentType}
          />
        </Captioned>
        <Captioned label={text.most}>
          <Choice
            label={text.most}
            value={String(bytes)}
            options={sizes.map((value) => ({ value: String(value), label: formatBytes(value, locale) }))}
            onChange={(value) => setBytes(Number(value))}
          />
        </Captioned>
        <Captioned label={text.life}>
          <Choice
            label={text.life}
            value={String(life)}
            options={lives.map((value) => ({ value: String(value), label: text.lives[value] }))}
            onChange={(value) => setLife(lives.find((one) => String(one) === value) ?? 86_400)}
          />
        </Captioned>
        <Button type="submit" look="primary" disabled={label.trim() === ''}>
          {text.make}
        </Button>
      </div>
      {failed === null ? null : (
        <p role="alert" className={styles.bad}>
          {failed.what}. {failed.todo}
        </p>
      )}
      {made === null ? null : <Made label={made.label} link={made.link} />}
    </form>
  );
}

function Made({ label, link }: { readonly label: string; readonly link: RequestLink }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.requests;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.curl);
      notify({ title: text.commandCopied });
    } catch {
      notify({ title: words.deedFailed, bad: true });
    }
  };
  return (
    <div role="group" aria-label={label}>
      <p role="status" className={styles.said}>
        {label}: {text.made(formatMoment(link.expiresAt, locale))}
        {link.limitedBy === null ? '' : `. ${words.share.limitedBy[link.limitedBy]}`}
      </p>
      <div className={styles.deeds}>
        <Button onClick={() => saveText(`${label}.html`, link.page)}>{text.savePage}</Button>
        <Button onClick={() => void copy()}>{text.copyCommand}</Button>
      </div>
      <p className={styles.facts}>{text.pageHelp}</p>
    </div>
  );
}
