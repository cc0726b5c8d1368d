/** @file The names that originals and renditions get in the bucket, with what they would be for a real image. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type LayoutFault, longestTemplate } from '../../../shared/draft.ts';
import { cloudroll } from '../../bridge.ts';
import { TextField } from '../../ui/fields.tsx';
import { Labelled } from '../../ui/labelled.tsx';
import { Placeholders } from '../../ui/placeholders.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import type { Words } from '../../words/english.ts';
import { useWords } from '../../words/language.ts';
import styles from './layout-part.module.css';
import type { DraftControl } from './use-profile-draft.ts';

const placeholders = ['hash', 'hash8', 'ext', 'year', 'month', 'day', 'name', 'folder', 'width', 'height'] as const;
const kinds = [
  { field: 'originalKey', shown: 'original', more: [] },
  { field: 'renditionKey', shown: 'rendition', more: ['rendition'] },
] as const;

export function LayoutPart({ control }: { readonly control: DraftControl }) {
  const words = useWords();
  const { originalKey, renditionKey, name: profile } = control.draft.rest;
  const wanted = useSettled(JSON.stringify({ originalKey, renditionKey }));
  const samples = useQuery({
    queryKey: ['image', 'samples', profile],
    queryFn: ({ signal }) => cloudroll.drafts.samples({ profile }, { signal }),
  }).data;
  const imageId = samples?.[0]?.imageId;
  const example = useQuery({
    queryKey: ['layout', wanted, imageId ?? null],
    queryFn: ({ signal }) =>
      cloudroll.drafts.layout({ ...JSON.parse(wanted), ...(imageId === undefined ? {} : { imageId }) }, { signal }),
    placeholderData: keepPreviousData,
  }).data;
  return (
    <>
      <p className={styles.note}>{words.layoutWhy}</p>
      {kinds.map(({ field, shown, more }) => {
        const outcome = example?.[shown];
        const template = control.draft.rest[field];
        const fault = outcome?.fault ?? null;
        return (
          <div key={field} className={styles.kind}>
            <Labelled label={words[field]} problem={fault === null ? null : faultWords(fault, words)}>
              <TextField
                maxLength={longestTemplate}
                aria-invalid={fault !== null}
                className={styles.template ?? ''}
                value={template}
                onChange={(event) => control.change({ [field]: event.target.value })}
              />
            </Labelled>
            <Placeholders
              names={[...placeholders, ...more]}
              onInsert={(name) => control.change({ [field]: `${template}{${name}}` })}
            />
            <p className={styles.example} aria-live="polite">
              <span className={styles.note}>{words.example}</span>{' '}
              <span className={styles.key}>{outcome?.key ?? '–'}</span>
            </p>
          </div>
        );
      })}
    </>
  );
}

function faultWords(fault: LayoutFault, words: Words): string {
  return fault.code === 'unknown-placeholder' ? words.unknownPlaceholder(fault.name) : words.layoutFaults[fault.code];
}
