/** @file The tags of a selection: those there are, with a way to take each off, and a field that completes as the library knows them. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type Ref, useState } from 'react';
import { Tag } from '../../shared/description.ts';
import { cloudroll } from '../bridge.ts';
import fields from '../ui/fields.module.css';
import { useSettled } from '../ui/use-settled.ts';
import { formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './tag-field.module.css';

export type TagFieldProps = {
  readonly ref: Ref<HTMLInputElement>;
  readonly label: string;
  /** `partly`: not all of the selection bears it. */
  readonly tags: readonly { readonly tag: string; readonly partly: boolean }[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  /** What has been typed and not been added yet. */
  readonly typed: string;
  readonly onType: (text: string) => void;
};

export function TagField({ ref, label, tags, onAdd, onRemove, typed, onType }: TagFieldProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.description;
  const [highlighted, setHighlighted] = useState(false);
  const [open, setOpen] = useState(false);
  const beginning = useSettled(typed.trim());
  const known = useQuery({
    queryKey: ['tags', beginning],
    queryFn: ({ signal }) => cloudroll.library.tags({ beginning, limit: 8 }, { signal }),
    placeholderData: (before) => before,
  }).data;
  const borne = new Set(tags.filter(({ partly }) => !partly).map(({ tag }) => tag));
  const offered = (known ?? []).filter(({ tag }) => !borne.has(tag));
  const add = (tag: string) => {
    const right = Tag.safeParse(tag);
    if (!right.success) return;
    onAdd(right.data);
    onType('');
  };
  return (
    <div className={styles.field}>
      {tags.length === 0 ? null : (
        <ul className={styles.tags} aria-label={label}>
          {tags.map(({ tag, partly }) => (
            <li key={tag} className={`${styles.tag} ${partly ? styles.partly : ''}`}>
              {partly ? (
                <button type="button" className={styles.word} title={text.tagsOfSome} onClick={() => onAdd(tag)}>
                  {tag}
                  <span className="out-of-sight">, {text.tagsOfSome}</span>
                </button>
              ) : (
                tag
              )}
              <button
                type="button"
                className={styles.off}
                aria-label={text.removeTag(tag)}
                onClick={() => onRemove(tag)}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Autocomplete.Root
        items={offered.map(({ tag }) => tag)}
        value={typed}
        filter={null}
        // Nothing to offer is nothing to open: what is open hides the rest of the dialog from screen readers.
        open={open && typed.trim() !== '' && offered.length > 0}
        onOpenChange={setOpen}
        onItemHighlighted={(item) => setHighlighted(item !== undefined)}
        onValueChange={(next, { reason }) => (reason === 'item-press' ? add(next) : onType(next))}
      >
        <Autocomplete.Input
          ref={ref}
          aria-label={text.addTag}
          placeholder={text.addTag}
          spellCheck={false}
          maxLength={100}
          className={fields.text}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || highlighted || typed.trim() === '') return;
            event.preventDefault();
            add(typed);
          }}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} className={fields.floating}>
            <Autocomplete.Popup className={fields.popup}>
              <Autocomplete.List>
                {offered.map(({ tag, images }) => (
                  <Autocomplete.Item key={tag} value={tag} className={`${fields.option} ${styles.option}`}>
                    {tag}
                    <span className={styles.count}>{formatNumber(images, locale)}</span>
                  </Autocomplete.Item>
                ))}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
    </div>
  );
}
