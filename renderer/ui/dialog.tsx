/** @file A dialog over everything: focus goes in, stays in, and returns; Base UI's behaviour, our looks. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useWords } from '../words/language.ts';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

export type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons, the primary one last. */
  readonly deeds?: ReactNode;
  /** Where there is one thing to type; else the first that can be reached. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
};

export function Dialog({ open, onClose, title, children, deeds, focusFirst }: DialogProps) {
  const words = useWords();
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup className={styles.popup} {...(focusFirst === undefined ? {} : { initialFocus: focusFirst })}>
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close
              render={
                <IconButton label={words.close} keys="Esc">
                  <X size={16} aria-hidden />
                </IconButton>
              }
            />
          </div>
          <div className={styles.body}>{children}</div>
          {deeds === undefined ? null : <div className={styles.deeds}>{deeds}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
