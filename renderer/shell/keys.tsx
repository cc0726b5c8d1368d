/** @file The keys that work everywhere, and the list of all of them. */
import { useEffect } from 'react';
import { go, hashOf, type Screen } from '../route.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/language.ts';
import styles from './keys.module.css';

export const numbered: readonly Screen[] = ['history', 'activity', 'issues', 'folders', 'library', 'settings'];

const isMac = navigator.platform.startsWith('Mac');

export function useShellKeys(onList: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const deed = deedOf(event, onList);
      if (deed === null) return;
      deed();
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onList]);
}

function deedOf(event: KeyboardEvent, onList: () => void): (() => void) | null {
  const screen = event.altKey && !event.ctrlKey ? numbered[Number(event.code.replace('Digit', '')) - 1] : undefined;
  if (screen !== undefined) return () => go(hashOf(screen));
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') return toSearch();
  if (isTyping(event.target)) return null;
  if (event.key === '/') return toSearch();
  return event.key === '?' ? onList : null;
}

/** Null where the screen has no search. */
function toSearch(): (() => void) | null {
  const field = document.querySelector('main [role=searchbox]');
  if (!(field instanceof HTMLInputElement)) return null;
  return () => {
    field.focus();
    field.select();
  };
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

export function KeyList({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const words = useWords();
  const help = words.keyHelp;
  const names = words.keyNames;
  const command = isMac ? '⌘' : names.control;
  const groups = [
    {
      title: words.keyGroups.anywhere,
      keys: [
        ['Alt 1 … 6', help.screens],
        ['/', help.search],
        ['Esc', help.escape],
        ['?', help.keys],
      ],
    },
    {
      title: words.keyGroups.history,
      keys: [
        ['← ↑ ↓ →', help.move],
        [`${names.shift} ← ↑ ↓ →`, help.stretch],
        [`${command} ${names.space}`, help.toggle],
        [`${command} A`, help.all],
        [names.enter, help.open],
        [`${names.shift} F10`, help.menu],
        ['C', help.copyLink],
        ['F', help.favourite],
        ['T', help.tags],
        ['E', help.describe],
        [names.delete, help.delete],
      ],
    },
  ];
  return (
    <Dialog open={open} onClose={onClose} title={words.keysTitle}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <h3 className={styles.head}>{group.title}</h3>
          <dl className={styles.list}>
            {group.keys.map(([keys, what]) => (
              <div key={keys} className={styles.row}>
                <dt>{what}</dt>
                <dd>
                  <kbd className={styles.keys}>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
