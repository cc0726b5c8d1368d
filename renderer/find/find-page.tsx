/** @file "Is this already in my cloud?": files dropped or chosen are read here and looked up by their hash; nothing is sent. */
import { CircleCheck, CircleDashed, OctagonAlert, SearchCheck, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FoundFile, FoundPlace } from '../../shared/library-find.ts';
import { plainView, queryOf } from '../history/view.ts';
import styles from '../library/page.module.css';
import { hashOf } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import drop from './find-page.module.css';
import { lookUp } from './look-up.ts';

export function FindPage() {
  const words = useWords();
  const text = words.find;
  const input = useRef<HTMLInputElement>(null);
  const asking = useRef<AbortController | null>(null);
  const [found, setFound] = useState<readonly FoundFile[]>([]);
  const [reading, setReading] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState(false);

  const look = async (files: readonly File[]) => {
    if (files.length === 0) return;
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setFound([]);
    setFailed(false);
    setReading(files[0]?.name ?? '');
    try {
      let done = 0;
      for await (const one of lookUp(files, mine.signal)) {
        if (mine.signal.aborted) return;
        done += 1;
        setFound((before) => [...before, one]);
        setReading(files[done]?.name ?? null);
      }
    } catch {
      if (!mine.signal.aborted) setFailed(true);
    }
    if (!mine.signal.aborted) setReading(null);
  };
  const there = found.filter(({ places }) => places.some(({ deleted }) => !deleted)).length;
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{text.title}</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button inside is another. */}
      <div
        className={`${drop.target} ${over ? drop.over : ''}`}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          // Here it is a question, elsewhere in the window it is an upload.
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          void look([...event.dataTransfer.files]);
        }}
      >
        <SearchCheck size={28} strokeWidth={1.25} aria-hidden />
        <p>{text.why}</p>
        <Button onClick={() => input.current?.click()}>{text.choose}</Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={text.choose}
          onChange={(event) => {
            void look([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      <p role="status" className={styles.said}>
        {failed
          ? words.deedFailed
          : reading !== null
            ? text.reading(reading)
            : found.length === 0
              ? ''
              : text.said(there, found.length)}
      </p>
      <ul className={styles.list}>
        {found.map((file, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name; the list only grows.
          <Found key={at} file={file} />
        ))}
      </ul>
    </section>
  );
}

function Found({ file }: { readonly file: FoundFile }) {
  const words = useWords();
  const locale = useLocale();
  const { name, size, failure, places } = file;
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{name}</p>
        <p className={styles.facts}>{formatBytes(size, locale)}</p>
      </div>
      <div className={drop.places}>
        {failure === null ? null : (
          <p className={drop.place}>
            <OctagonAlert size={15} aria-hidden className={styles.bad} />
            {words.failures[failure.code].what}
          </p>
        )}
        {failure === null && places.length === 0 ? (
          <p className={drop.place}>
            <CircleDashed size={15} aria-hidden />
            {words.find.notThere}
          </p>
        ) : null}
        {places.map((place) => (
          <Place key={place.profile} place={place} file={file} />
        ))}
      </div>
    </li>
  );
}

function Place({ place, file }: { readonly place: FoundPlace; readonly file: FoundFile }) {
  const words = useWords();
  const locale = useLocale();
  const { profile, deleted, state, storedAt, device, fileName } = place;
  if (deleted) {
    return (
      <p className={drop.place}>
        <Trash2 size={15} aria-hidden className={styles.wait} />
        {words.find.deleted(profile)}
      </p>
    );
  }
  const facts = [
    storedAt === null ? words.states[state] : words.find.since(formatMoment(storedAt, locale), device),
    ...(fileName === file.name ? [] : [words.find.under(fileName)]),
  ];
  const image = file.imageId === null ? null : { profile, imageId: file.imageId };
  return (
    <p className={drop.place}>
      <CircleCheck size={15} aria-hidden className={styles.good} />
      <span>
        {image === null ? (
          words.find.found(profile)
        ) : (
          <a href={hashOf('history', queryOf({ ...plainView, image }))}>{words.find.found(profile)}</a>
        )}{' '}
        {facts.join(', ')}
      </span>
    </p>
  );
}
