/** @file What becomes of what is dropped or pasted, in the main window and in the small one: files are carried, folders wait for a choice. */
import { type HTMLAttributes, useCallback, useRef, useState } from 'react';
import type { Drop } from '../../shared/folder.ts';
import { cloudroll, onDesktop } from '../bridge.ts';
import { isDraggedOut } from '../files/drag-out.ts';
import type { Words } from '../words/english.ts';

export type Adding = { readonly done: number; readonly all: number; readonly failed: number };

/** Milliseconds that an outcome stays to be read. */
const shownFor = 4000;

export type TakeDrop = {
  readonly adding: Adding | null;
  /** An outcome, where `done` is all, goes by itself. */
  readonly setAdding: (adding: Adding) => void;
  /** A drop with folders about which the person has not said yet what is to become of them. */
  readonly choosing: Drop | null;
  readonly endChoice: () => void;
  /** On the desktop. Where there is no profile yet, the main window asks for one and nothing is taken. */
  readonly take: (offered: Promise<Drop>) => Promise<void>;
};

export function useTakeDrop(): TakeDrop {
  const [adding, showAdding] = useState<Adding | null>(null);
  const [choosing, setChoosing] = useState<Drop | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const setAdding = useCallback((next: Adding) => {
    clearTimeout(timer.current);
    showAdding(next);
    if (next.done === next.all) timer.current = setTimeout(() => showAdding(null), shownFor);
  }, []);
  const take = useCallback(
    async (offered: Promise<Drop>) => {
      try {
        const drop = await offered;
        const all = drop.files.length;
        if (all + drop.folders.length === 0) return;
        const [first] = await cloudroll.profiles.list({});
        if (first === undefined) return onDesktop?.show('welcome');
        if (drop.folders.length > 0) setChoosing(drop);
        if (all === 0) return;
        setAdding({ done: 0, all, failed: 0 });
        const { profile } = await cloudroll.cloud.defaultProfile({});
        const { files } = await cloudroll.drops.carry({ token: drop.token, profile: profile ?? first.profile.name });
        setAdding({ done: all, all, failed: all - files });
      } catch {
        // More than can be handed over at once, a line that broke, or a full disk: the issues say which.
        setAdding({ done: 0, all: 0, failed: 0 });
      }
    },
    [setAdding],
  );
  return { adding, setAdding, choosing, endChoice: () => setChoosing(null), take };
}

export function saysAdding({ done, all, failed }: Adding, words: Words): string {
  if (all === 0) return words.deedFailed;
  if (done < all) return words.adding(done, all);
  return failed > 0 ? words.addFailed(failed) : words.added(all);
}

/** On the desktop. Text goes where it is pasted; anything else is a picture or files. Returns what ends it. */
export function takePastes(take: TakeDrop['take']): () => void {
  const desktop = onDesktop;
  if (desktop === null) return () => undefined;
  const paste = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null) return;
    void take(desktop.offerCopied());
  };
  document.addEventListener('paste', paste);
  return () => document.removeEventListener('paste', paste);
}

type DropHandlers = Pick<HTMLAttributes<HTMLElement>, 'onDragOver' | 'onDragLeave' | 'onDrop'>;

/** How many things hang over an element, and what makes it take them; while `takes` is false a drag of files goes by. */
export function useFilesOver(
  takes: boolean,
  add: (files: readonly File[]) => void,
): { readonly over: number; readonly handlers: DropHandlers } {
  const [over, setOver] = useState(0);
  const handlers: DropHandlers = {
    onDragOver: (event) => {
      const count = takes && !isDraggedOut() ? filesOver(event.dataTransfer) : 0;
      if (count === 0) return;
      event.preventDefault();
      setOver(count);
    },
    onDragLeave: (event) => {
      if (event.relatedTarget === null) setOver(0);
    },
    onDrop: (event) => {
      // Else the browser would leave the page for the file.
      event.preventDefault();
      setOver(0);
      // What this window gave out comes back to nothing new.
      if (!isDraggedOut()) add([...event.dataTransfer.files]);
    },
  };
  return { over, handlers };
}

/** How many things a drag brings; 0 when it brings no files. A folder counts as one: nobody has looked inside. */
function filesOver({ items, types }: DataTransfer): number {
  if (!types.includes('Files')) return 0;
  return Math.max(1, [...items].filter(({ kind }) => kind === 'file').length);
}
