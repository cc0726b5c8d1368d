/** @file Fields of the owner's own: any name, any text. */
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';
import type { FieldDraft } from './draft.ts';
import styles from './field-rows.module.css';

export type FieldRowsProps = {
  readonly fields: readonly FieldDraft[];
  readonly onChange: (fields: readonly FieldDraft[]) => void;
};

export function FieldRows({ fields, onChange }: FieldRowsProps) {
  const words = useWords();
  const text = words.description;
  const put = (at: number, part: Partial<FieldDraft>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  return (
    <Captioned label={text.fields}>
      <div className={styles.rows}>
        {fields.map((field, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name is being typed.
          <div key={at} className={styles.row}>
            <TextField
              aria-label={text.fieldName}
              placeholder={text.fieldName}
              value={field.name}
              maxLength={64}
              onChange={(event) => put(at, { name: event.target.value })}
            />
            <TextField
              aria-label={text.fieldValue}
              placeholder={text.fieldValue}
              value={field.value}
              maxLength={2000}
              onChange={(event) => put(at, { value: event.target.value })}
            />
            <IconButton
              label={text.removeField(field.name)}
              onClick={() => onChange(fields.filter((_, index) => index !== at))}
            >
              <X size={15} aria-hidden />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => onChange([...fields, { name: '', value: '' }])}
          >
            {text.addField}
          </Button>
        </div>
      </div>
    </Captioned>
  );
}
