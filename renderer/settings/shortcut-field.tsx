/** @file Keys for a deed, taken as they are pressed. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import { acceleratorOf } from './accelerator.ts';
import { type ControlProps, change } from './setting-rows.tsx';
import styles from './shortcut-field.module.css';

export function ShortcutField({ settings, labelledBy }: ControlProps) {
  const words = useWords();
  const [isTaking, setIsTaking] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const shortcut = settings.window.uploadShortcut;
  const set = async (uploadShortcut: string | null) => {
    setIsTaking(false);
    setNote(null);
    await change({ window: { uploadShortcut } }).catch(() => setNote(words.deedFailed));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isTaking || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setIsTaking(false);
    const pressed = acceleratorOf(event);
    if (pressed === 'needs-modifier') setNote(words.needsModifier);
    else if (pressed !== null) void set(pressed);
  };
  return (
    <span className={styles.field}>
      <Button
        aria-describedby={labelledBy}
        onClick={() => setIsTaking(true)}
        onKeyDown={onKeyDown}
        onBlur={() => setIsTaking(false)}
      >
        <span aria-live="polite">{isTaking ? words.pressKeys : shortcut === null ? words.noShortcut : shortcut}</span>
      </Button>
      {shortcut === null ? null : (
        <IconButton label={words.removeShortcut} onClick={() => void set(null)}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
      <span role="status" className={styles.note}>
        {note}
      </span>
    </span>
  );
}
