/** @file Takes images dropped anywhere on a browser's window, or picked, and hands their bytes over one by one. */
import { ImageDown } from 'lucide-react';
import { createContext, type DragEvent, type ReactNode, use, useCallback, useRef, useState } from 'react';
import { carryFile } from '../bridge.ts';
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

/** `uploads` is where bytes are sent; null: not in this window. */
export function Drops({ uploads, children }: { readonly uploads: string | null; readonly children: ReactNode }) {
  const words = useWords();
  const profile = useProfiles().data?.[0]?.profile.name;
  const [over, setOver] = useState(false);
  const [adding, setAdding] = useState<Adding | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const pick = useCallback(() => input.current?.click(), []);
  if (uploads === null || profile === undefined) return children;

  const add = async (files: readonly File[]) => {
    let failed = 0;
    for (const [done, file] of files.entries()) {
      setAdding({ done, all: files.length, failed });
      if (!(await carryFile(uploads, profile, file))) failed += 1;
    }
    if (files.length === 0) return;
    setAdding({ done: files.length, all: files.length, failed });
    setTimeout(() => setAdding(null), 4000);
  };
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    <PickContext value={{ pick }}>
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

function says({ done, all, failed }: Adding, words: ReturnType<typeof useWords>): string {
  if (done < all) return words.adding(done, all);
  return failed > 0 ? words.addFailed(failed) : words.added(all);
}
