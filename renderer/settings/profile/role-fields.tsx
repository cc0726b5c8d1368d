/** @file The role that a profile's keys assume, folded away until there is one; what cannot be right is said at its field. */
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Labelled } from '../../ui/labelled.tsx';
import { useWords } from '../../words/language.ts';
import { noRole, type RoleDraft, type RoleField, roleFields, roleOf } from './role-draft.ts';
import styles from './role-fields.module.css';

export type RoleFieldsProps = { readonly draft: RoleDraft; readonly onChange: (draft: RoleDraft) => void };

export function RoleFields({ draft, onChange }: RoleFieldsProps) {
  const text = useWords().role;
  // Only at first: whoever empties the field is not to see it go.
  const [hadOne] = useState(draft.arn !== '');
  const [left, setLeft] = useState<readonly RoleField[]>([]);
  const { wrong } = roleOf(draft);
  const isEmpty = roleFields.every((field) => draft[field] === '');
  return (
    <details className={styles.role} open={hadOne}>
      <summary>{text.title}</summary>
      <div className={styles.inside}>
        <p className={styles.why}>{text.why}</p>
        <div className={styles.fields}>
          {roleFields.map((field) => {
            // Not before there was time to type it; without its ARN, the rest is no role.
            const isSaid = wrong.includes(field) && (left.includes(field) || (field === 'arn' && left.length > 0));
            return (
              <Labelled key={field} label={text.fields[field]} problem={isSaid ? text.problems[field] : null}>
                <TextField
                  autoComplete="off"
                  aria-invalid={isSaid}
                  inputMode={field === 'minutes' ? 'numeric' : 'text'}
                  value={draft[field]}
                  onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
                  onBlur={() => setLeft([...left, field])}
                />
              </Labelled>
            );
          })}
        </div>
        {isEmpty ? null : (
          <div>
            <Button
              onClick={() => {
                onChange(noRole);
                setLeft([]);
              }}
            >
              {text.clear}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
