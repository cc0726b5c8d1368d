/** @file A real image before and after a rendition that is being changed, side by side under one divider, with its bytes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RenditionDraft, SampleImage } from '../../../shared/draft.ts';
import { RenditionRecipe } from '../../../shared/profile.ts';
import { cloudroll, failureOf } from '../../bridge.ts';
import { useSurface } from '../../live.ts';
import { Choice } from '../../ui/fields.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { formatBytes, formatShare } from '../../words/format.ts';
import { useLocale, useWords } from '../../words/language.ts';
import styles from './draft-preview.module.css';

export type DraftPreviewProps = {
  readonly profile: string;
  readonly recipe: RenditionRecipe;
  readonly samples: readonly SampleImage[];
};

export function DraftPreview({ profile, recipe, samples }: DraftPreviewProps) {
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const sample = samples.find(({ imageId }) => imageId === chosen) ?? samples[0];
  // Its name is no part of the picture, and may be half typed.
  const wanted = useSettled(JSON.stringify({ ...recipe, name: 'draft' }));
  const asked = useQuery({
    queryKey: ['draft', profile, sample?.imageId ?? null, wanted],
    queryFn: ({ signal }) => {
      if (sample === undefined) return null;
      const draft = RenditionRecipe.parse(JSON.parse(wanted));
      return cloudroll.drafts.rendition({ profile, imageId: sample.imageId, recipe: draft }, { signal });
    },
    placeholderData: keepPreviousData,
    // The pictures are kept for ten minutes only.
    staleTime: 5 * 60_000,
    gcTime: 5 * 60_000,
  });
  if (sample === undefined) return <p className={styles.quiet}>{words.noSample}</p>;
  const draft = asked.data;
  return (
    <div className={styles.preview}>
      {samples.length < 2 ? null : (
        <Choice<string>
          label={words.chooseSample}
          value={sample.imageId}
          options={samples.map(({ imageId, fileName }) => ({ value: imageId, label: fileName }))}
          onChange={setChosen}
        />
      )}
      {draft?.kind === 'made' ? <Compare imageId={sample.imageId} draft={draft} /> : null}
      <p role="status" className={styles.quiet}>
        {asked.isError
          ? failureText(asked.error, words)
          : draft === undefined || asked.isFetching
            ? words.makingDraft
            : ''}
        {draft?.kind === 'not-made' ? words.notMade[draft.why] : ''}
      </p>
    </div>
  );
}

function failureText(error: unknown, words: ReturnType<typeof useWords>): string {
  const failure = failureOf(error);
  return failure === undefined ? words.deedFailed : words.failures[failure.code].what;
}

/** Pixels of the page that it takes at most; a small rendition is shown as it is. */
const stage = { width: 460, height: 380 };

type Made = Extract<RenditionDraft, { kind: 'made' }>;

function Compare({ imageId, draft }: { readonly imageId: string; readonly draft: Made }) {
  const words = useWords();
  const locale = useLocale();
  const surface = useSurface();
  const [split, setSplit] = useState(50);
  if (surface === undefined) return null;
  const { original, before, after } = draft;
  const scale = Math.min(1, stage.width / after.width, stage.height / after.height);
  const source = (token: string) => `${surface.thumbs}${imageId}?${new URLSearchParams({ draft: token })}`;
  const whole = [
    original.width === null ? null : `${original.width} × ${original.height}`,
    formatBytes(original.size, locale),
  ];
  return (
    // What is before is on one side in every language.
    <figure className={styles.compare} dir="ltr" style={{ width: after.width * scale }}>
      <div className={styles.stage} style={{ aspectRatio: `${after.width} / ${after.height}` }}>
        <img src={source(after.token)} alt={words.after} draggable={false} className={styles.picture} />
        <img
          src={source(before.token)}
          alt={words.before}
          draggable={false}
          className={styles.picture}
          style={{ clipPath: `inset(0 ${100 - split}% 0 0)` }}
        />
        <span className={styles.line} style={{ insetInlineStart: `${split}%` }} />
      </div>
      <div className={styles.sides} aria-hidden>
        <span>{words.before}</span>
        <span>{words.after}</span>
      </div>
      <input
        type="range"
        min={0}
        max={100}
        value={split}
        aria-label={words.compare}
        className={styles.split}
        onChange={(event) => setSplit(Number(event.target.value))}
      />
      <figcaption className={styles.facts}>
        {words.draftSize(
          whole.filter((part) => part !== null).join(', '),
          `${after.width} × ${after.height}, ${formatBytes(after.size, locale)}`,
          formatShare(after.size, original.size, locale),
        )}
      </figcaption>
    </figure>
  );
}
