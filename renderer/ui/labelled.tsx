/** @file A field with its name above it, and below it what is wrong with what was typed. */
import type { ReactNode } from 'react';
import styles from './labelled.module.css';

export type LabelledProps = {
  readonly label: string;
  readonly problem?: string | null;
  readonly children: ReactNode;
};

/** For one input of the platform: the label names it. */
export function Labelled({ label, problem = null, children }: LabelledProps) {
  return (
    <div className={styles.field}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the field inside is the control. */}
      <label className={styles.field}>
        <span>{label}</span>
        {children}
      </label>
      {/* No part of the label: the field keeps its name. */}
      <span aria-live="polite" className={styles.problem}>
        {problem}
      </span>
    </div>
  );
}

/** For a control that has its name already. */
export function Captioned({ label, children }: LabelledProps) {
  return (
    <div className={styles.field}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}
