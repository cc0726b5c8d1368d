/** @file Buttons: one with words, one with an icon only, which then always has a name and a tooltip. */
import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';

type Look = 'plain' | 'primary' | 'quiet' | 'danger';

export type ButtonProps = ComponentProps<'button'> & {
  readonly look?: Look;
  readonly icon?: ReactNode;
};

/** Also what Base UI's triggers render: every attribute is passed on. */
export function Button({ look = 'plain', icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles.button} ${styles[look]} ${className ?? ''}`}>
      {icon}
      {children}
    </button>
  );
}

export type IconButtonProps = ComponentProps<'button'> & {
  /** Its name, and what the tooltip says. */
  readonly label: string;
  /** Keys that do the same, as "Esc". */
  readonly keys?: string;
};

export function IconButton({ label, keys, children, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            aria-label={label}
            {...rest}
            className={`${styles.button} ${styles.quiet} ${styles.icon} ${className ?? ''}`}
          />
        }
      >
        {children}
      </Tooltip.Trigger>
      <TooltipPopup label={label} keys={keys} />
    </Tooltip.Root>
  );
}

export function TooltipPopup({ label, keys }: { readonly label: string; readonly keys?: string | undefined }) {
  return (
    <Tooltip.Portal>
      {/* It says the button's own name, which a screen reader has said already. */}
      <Tooltip.Positioner sideOffset={6} className={styles.floating} aria-hidden>
        <Tooltip.Popup className={styles.tooltip}>
          {label}
          {keys === undefined ? null : <kbd className={styles.keys}>{keys}</kbd>}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  );
}
