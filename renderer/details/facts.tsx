/** @file What an image is: size, date, camera, place. */
import type { ReactNode } from 'react';
import type { ImageInFull } from '../../shared/history.ts';
import { shortType } from '../history/filter-form.tsx';
import { takenAt } from '../history/lay-out.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { Words } from '../words/english.ts';
import { formatBytes, formatMoment, formatNumber, type Locale } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './facts.module.css';
import { Location } from './location.tsx';
import { Section } from './section.tsx';

export function Facts({ image }: { readonly image: ImageInFull }) {
  const words = useWords();
  const locale = useLocale();
  const { details } = image;
  const { gps, pages } = details;
  const facts: readonly (readonly [keyof Words['fact'], ReactNode])[] = [
    ['state', <StateMark key="state" state={image.state} word />],
    ['dimensions', image.width === null || image.height === null ? null : `${image.width} × ${image.height}`],
    ['size', formatBytes(image.size, locale)],
    ['type', shortType(image.contentType)],
    ['pages', pages === undefined || pages < 2 ? null : formatNumber(pages, locale)],
    ['taken', image.capturedAt === null ? null : formatMoment(takenAt(image.capturedAt), locale)],
    ['camera', image.camera],
    ['lens', details.lens],
    ['location', gps === undefined ? null : <Location key="location" image={image} gps={gps} />],
    ['stored', image.storedAt === null ? null : formatMoment(image.storedAt, locale)],
    ['proven', provenText(image, words, locale)],
    ['profile', image.profile],
    ['sent', image.bytesSent === 0 ? null : formatBytes(image.bytesSent, locale)],
  ];
  return (
    <Section title={words.facts}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null || value === undefined ? null : (
            <div key={name} className={styles.fact}>
              <dt>{words.fact[name]}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        <div className={styles.long}>
          <dt>{words.fact.identity}</dt>
          <dd className={styles.code}>{image.imageId}</dd>
        </div>
      </dl>
    </Section>
  );
}

/** Null where there is nothing to prove yet. */
function provenText(image: ImageInFull, words: Words, locale: Locale): string | null {
  if (image.state !== 'stored') return null;
  return image.provenAt === null ? words.verify.notProven : formatMoment(image.provenAt, locale);
}
