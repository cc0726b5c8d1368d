/** @file Takes images dropped anywhere on the window, pasted or picked: a browser hands over their bytes, the desktop takes the files. */
import { ImageDown } from 'lucide-react';
import { createContext, type DragEvent, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { carryFile, takeOnDesktop } from '../bridge.ts';
import { useProfiles } from '../live.ts';
import { useWords } from '../words/language.ts';
import styles from './drops.module.css';

type Adding = { readonly done: number; readonly all: number; readonly failed: number };
type Picking = { readonly pick: () => void };

const PickContext = createContext<Picking | null>(null);

/** Opens the browser's dialog; null where images cannot be added from here. */
export function usePick(): Picking | null {
  return use(PickContext);
}

/** `uploads` is where a browser sends bytes; null on the desktop. */
export function Drops({ uploads, children }: { readonly uploads: string | null; readonly children: ReactNode }) {
  const words = useWords();
  const profile = useProfiles().data?.[0]?.profile.name;
  const [over, setOver] = useState(false);
  const [adding, setAdding] = useState<Adding | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const picking = useMemo(() => ({ pick: () => input.current?.click() }), []);
  useEffect(() => (takeOnDesktop === null ? undefined : onPaste(takeOnDesktop.takeCopied, setAdding)), []);
  // The tree keeps its shape when the first profile comes: nothing that is being typed may be lost.
  // The desktop itself knows where images go, and what to do while it does not.
  const canAdd = takeOnDesktop !== null || (profile !== undefined && uploads !== null);

  const add = async (files: readonly File[]) => {
    if (takeOnDesktop !== null) {
      const taken = await takeOnDesktop.take(files);
      return show(setAdding, taken, taken);
    }
    if (profile === undefined || uploads === null) return;
    let failed = 0;
    for (const [done, file] of files.entries()) {
      setAdding({ done, all: files.length, failed });
      if (!(await carryFile(uploads, profile, file))) failed += 1;
    }
    show(setAdding, files.length, files.length - failed);
  };
  const hasFiles = (event: DragEvent) => canAdd && event.dataTransfer.types.includes('Files');
  return (
    <PickContext value={canAdd ? picking : null}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the button that opens the dialog is another. */}
      <div
        onDragOver={(event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (event.relatedTarget === null) setOver(false);
        }}
        onDrop={(event) => {
          // Else the browser would leave the page for the file.
          event.preventDefault();
          setOver(false);
          void add([...event.dataTransfer.files]);
        }}
      >
        {children}
        <input
          ref={input}
          type="file"
          multiple
          accept="image/*"
          hidden
          aria-label={words.addImages}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        {over ? (
          <div className={styles.over}>
            <ImageDown size={40} strokeWidth={1.25} aria-hidden />
            <p className={styles.title}>{words.dropHere}</p>
            <p>{words.dropImages}</p>
          </div>
        ) : null}
        <div role="status" className={adding === null ? 'out-of-sight' : styles.adding}>
          {adding === null ? '' : says(adding, words)}
        </div>
      </div>
    </PickContext>
  );
}

function show(setAdding: (adding: Adding | null) => void, all: number, taken: number): void {
  if (all === 0) return;
  setAdding({ done: all, all, failed: all - taken });
  setTimeout(() => setAdding(null), 4000);
}

/** Text goes where it is pasted; anything else is a picture or files. Returns what ends it. */
function onPaste(takeCopied: () => Promise<number>, setAdding: (adding: Adding | null) => void): () => void {
  const paste = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null) return;
    void takeCopied().then((taken) => show(setAdding, taken, taken));
  };
  document.addEventListener('paste', paste);
  return () => document.removeEventListener('paste', paste);
}

function says({ done, all, failed }: Adding, words: ReturnType<typeof useWords>): string {
  if (done < all) return words.adding(done, all);
  return failed > 0 ? words.addFailed(failed) : words.added(all);
}
