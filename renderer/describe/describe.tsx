/** @file What the owner says of one image or many: title, description, tags, favourite and fields of their own. */
import { useState } from 'react';
import { type Description, DescriptionChange, Tag } from '../../shared/description.ts';
import form from '../deeds/form.module.css';
import type { Subject } from '../deeds/subject.ts';
import { LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Alternatives, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { failureText } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import { changeOf, tagsShown, untouched, withoutTag, withTag } from './draft.ts';
import { change } from './favour.ts';
import { FieldRows } from './field-rows.tsx';
import { TagField } from './tag-field.tsx';
import { useDescription } from './use-description.ts';

export type DescribeProps = {
  readonly images: readonly Subject[];
  /** Which field has the focus first. */
  readonly begins: 'tags' | 'describe';
  readonly onClose: () => void;
};

export function Describe({ images, begins, onClose }: DescribeProps) {
  const words = useWords();
  const [first, ...others] = images;
  const isOne = others.length === 0;
  const asked = useDescription(isOne ? first : undefined);
  const title = isOne ? words.description.ofOne : words.description.ofMany(images.length);
  if (!isOne || asked.data !== undefined) {
    return <Form images={images} known={asked.data ?? null} title={title} begins={begins} onClose={onClose} />;
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      {asked.isError ? (
        <p role="alert" className={form.problem}>
          {failureText(asked.error, words).what}
        </p>
      ) : (
        <LoadingRows count={4} label={words.loading} />
      )}
    </Dialog>
  );
}

type FormProps = DescribeProps & { readonly known: Description | null; readonly title: string };

function Form({ images, known, title, begins, onClose }: FormProps) {
  const words = useWords();
  const text = words.description;
  const [draft, setDraft] = useState(untouched);
  const [typed, setTyped] = useState('');
  const [saving, setSaving] = useState(false);
  const tags = tagsShown(known === null ? images.map((image) => image.tags) : [known.tags], draft);
  // A tag that was typed and not entered was meant.
  const last = Tag.safeParse(typed);
  const wanted = changeOf(last.success ? withTag(draft, last.data) : draft, known);
  const whole = wanted === null ? null : DescriptionChange.safeParse(wanted);
  const favourite = draft.favourite ?? known?.favourite ?? null;

  const save = async () => {
    if (whole?.success !== true) return;
    setSaving(true);
    if (await change(images, whole.data, words)) onClose();
    else setSaving(false);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" disabled={whole?.success !== true || saving} onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <Captioned label={text.tags}>
          <TagField
            ref={begins === 'tags' ? focusOnce : null}
            label={text.tags}
            tags={tags}
            typed={typed}
            onType={setTyped}
            onAdd={(tag) => setDraft(withTag(draft, tag))}
            onRemove={(tag) => setDraft(withoutTag(draft, tag))}
          />
        </Captioned>
        <Labelled label={text.title}>
          <TextField
            ref={begins === 'describe' ? focusOnce : undefined}
            value={draft.title ?? known?.title ?? ''}
            placeholder={known === null ? text.keptUnlessTyped : ''}
            maxLength={500}
            spellCheck
            onChange={(event) => setDraft({ ...draft, title: event.target.value })}
          />
        </Labelled>
        <Labelled label={text.text}>
          <textarea
            className={form.area}
            value={draft.description ?? known?.description ?? ''}
            placeholder={known === null ? text.keptUnlessTyped : ''}
            maxLength={10_000}
            spellCheck
            onChange={(event) => setDraft({ ...draft, description: event.target.value })}
          />
        </Labelled>
        <Captioned label={text.favourite}>
          <div>
            <Alternatives
              label={text.favourite}
              value={favourite === null ? 'as-it-is' : favourite ? 'yes' : 'no'}
              options={[
                ...(known === null ? [{ value: 'as-it-is' as const, label: text.asItIs }] : []),
                { value: 'yes' as const, label: text.yes },
                { value: 'no' as const, label: text.no },
              ]}
              onChange={(next) => setDraft({ ...draft, favourite: next === 'as-it-is' ? null : next === 'yes' })}
            />
          </div>
        </Captioned>
        <FieldRows
          fields={draft.fields ?? Object.entries(known?.fields ?? {}).map(([name, value]) => ({ name, value }))}
          onChange={(fields) => setDraft({ ...draft, fields })}
        />
      </div>
    </Dialog>
  );
}

/** After the dialog has taken the focus to its first element. */
function focusOnce(field: HTMLInputElement | null): void {
  if (field === null || field.dataset['begun'] !== undefined) return;
  field.dataset['begun'] = '';
  requestAnimationFrame(() => requestAnimationFrame(() => field.focus()));
}
