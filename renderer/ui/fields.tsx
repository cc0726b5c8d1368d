/** @file Small inputs: text, search, switch, choice and a row of alternatives; Base UI where the platform has none. */
import { Select as BaseSelect } from '@base-ui/react/select';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Check, ChevronsUpDown, Search, X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useWords } from '../words/language.ts';
import styles from './fields.module.css';

export function TextField({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" spellCheck={false} {...rest} className={`${styles.text} ${className ?? ''}`} />;
}

export type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The screen's search: "/" and Ctrl+F find it by its role. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const words = useWords();
  return (
    <div className={styles.search}>
      <Search size={14} aria-hidden className={styles.glass} />
      <input
        type="search"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (value === '') event.currentTarget.blur();
          else onChange('');
        }}
        className={styles.text}
      />
      {value === '' ? null : (
        <button type="button" aria-label={words.clearSearch} className={styles.clear} onClick={() => onChange('')}>
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}

export type SwitchProps = {
  readonly labelledBy: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

export function Switch({ labelledBy, checked, onChange }: SwitchProps) {
  return (
    <BaseSwitch.Root
      aria-labelledby={labelledBy}
      checked={checked}
      onCheckedChange={onChange}
      className={styles.switch}
    >
      <BaseSwitch.Thumb className={styles.thumb} />
    </BaseSwitch.Root>
  );
}

export type Option<Value extends string> = { readonly value: Value; readonly label: string; readonly icon?: ReactNode };

export type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
};

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <BaseSelect.Root<Value> value={value} items={options} onValueChange={(next) => next !== null && onChange(next)}>
      <BaseSelect.Trigger aria-label={label} className={styles.choice}>
        <BaseSelect.Value />
        <ChevronsUpDown size={13} aria-hidden />
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner alignItemWithTrigger={false} sideOffset={4} className={styles.floating}>
          <BaseSelect.Popup className={styles.popup}>
            {options.map((option) => (
              <BaseSelect.Item key={option.value} value={option.value} className={styles.option}>
                <span className={styles.mark}>
                  <BaseSelect.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </BaseSelect.ItemIndicator>
                </span>
                <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

/** Two to four alternatives, side by side; with icons only, their labels are their names. */
export function Alternatives<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className={styles.group}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className={styles.toggle}
          {...(option.icon === undefined ? {} : { 'aria-label': option.label, title: option.label })}
        >
          {option.icon ?? option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
