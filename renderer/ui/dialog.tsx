/** @file A dialog over everything: focus goes in, stays in, and returns; Base UI's behaviour, our looks. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
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
  /** Where there is one thing to type; else the first of the deeds, which takes nothing away, or all that is to be read. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
};

export function Dialog({ open, onClose, title, children, deeds, focusFirst }: DialogProps) {
  const words = useWords();
  const popup = useRef<HTMLDivElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const firstDeed = () => buttons.current?.querySelector<HTMLElement>('button:enabled') ?? popup.current;
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup ref={popup} className={styles.popup} initialFocus={focusFirst ?? firstDeed}>
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
          {deeds === undefined ? null : (
            <div ref={buttons} className={styles.deeds}>
              {deeds}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
