/** @file A choice of a few, each with a line that explains it. */
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import styles from './radio-list.module.css';

export type RadioListProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly why?: string }[];
  readonly onChange: (value: Value) => void;
};

export function RadioList<Value extends string>({ label, value, options, onChange }: RadioListProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className={styles.list}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control.
        <label key={option.value} className={styles.option}>
          <Radio.Root value={option.value} className={styles.radio}>
            <Radio.Indicator className={styles.dot} />
          </Radio.Root>
          <span>
            <span className={styles.label}>{option.label}</span>
            {option.why === undefined ? null : <span className={styles.why}>{option.why}</span>}
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
