/** @file A box to tick with its name and what it means beside it; Base UI's behaviour. */
import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId } from 'react';
import styles from './tick.module.css';

export type TickProps = {
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

export function Tick({ label, help, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <div className={styles.tick}>
      <Checkbox.Root
        aria-labelledby={id}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        checked={checked}
        onCheckedChange={onChange}
        className={styles.box}
      >
        <Checkbox.Indicator className={styles.mark}>
          <Check size={12} strokeWidth={3} aria-hidden />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box beside it is what the keyboard reaches. */}
        <p id={id} onClick={() => onChange(!checked)}>
          {label}
        </p>
        {help === undefined ? null : (
          <p id={`${id}-help`} className={styles.help}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
