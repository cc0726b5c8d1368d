/** @file Takes images dropped anywhere on the window, pasted or picked: a browser hands over their bytes, the desktop takes the files. */
import { ImageDown } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react';
import { carryFile, onDesktop } from '../bridge.ts';
import { AddFolder } from '../folders/add-folder.tsx';
import { useDefaultProfile } from '../live.ts';
import { useWords } from '../words/language.ts';
import styles from './drops.module.css';
import { saysAdding, takePastes, useFilesOver, useTakeDrop } from './take-drop.ts';

type Picking = { readonly pick: () => void };

const PickContext = createContext<Picking | null>(null);

/** Opens the browser's dialog; null where images cannot be added from here. */
export function usePick(): Picking | null {
  return use(PickContext);
}

/** `uploads` is where a browser sends bytes; null on the desktop. */
export function Drops({ uploads, children }: { readonly uploads: string | null; readonly children: ReactNode }) {
  const words = useWords();
  const profile = useDefaultProfile();
  const { adding, setAdding, choosing, endChoice, take } = useTakeDrop();
  const input = useRef<HTMLInputElement>(null);
  const picking = useMemo(() => ({ pick: () => input.current?.click() }), []);
  useEffect(() => takePastes(take), [take]);
  // The tree keeps its shape when the first profile comes: nothing that is being typed may be lost.
  // The desktop itself knows where images go, and what to do while it does not.
  const canAdd = onDesktop !== null || (profile !== undefined && uploads !== null);

  const add = async (files: readonly File[]) => {
    if (onDesktop !== null) return take(onDesktop.offer(files));
    if (profile === undefined || uploads === null) return;
    let failed = 0;
    for (const [done, file] of files.entries()) {
      setAdding({ done, all: files.length, failed });
      if (!(await carryFile(uploads, profile, file))) failed += 1;
    }
    if (files.length > 0) setAdding({ done: files.length, all: files.length, failed });
  };
  const { over, handlers } = useFilesOver(canAdd, (files) => void add(files));
  return (
    <PickContext value={canAdd ? picking : null}>
      <div {...handlers}>
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
        {over > 0 ? (
          <div className={styles.over}>
            <ImageDown size={40} strokeWidth={1.25} aria-hidden />
            <p className={styles.title}>{words.dropHere(over)}</p>
            <p>{words.dropImages}</p>
          </div>
        ) : null}
        {choosing === null ? null : <AddFolder drop={choosing} onClose={endChoice} />}
        <div role="status" className={adding === null ? 'out-of-sight' : styles.adding}>
          {adding === null ? '' : saysAdding(adding, words)}
        </div>
      </div>
    </PickContext>
  );
}
