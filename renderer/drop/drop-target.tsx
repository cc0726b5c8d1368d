/** @file The small window: a ring that fills while images are sent, and takes more; folders are asked about in place. */
import { ImageDown, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Drop } from '../../shared/folder.ts';
import { cloudroll, onDesktop } from '../bridge.ts';
import { useSettings } from '../live.ts';
import { useLooks } from '../shell/looks.ts';
import { saysAdding, takePastes, useFilesOver, useTakeDrop } from '../shell/take-drop.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import styles from './drop-target.module.css';
import { ProgressRing, useProgress } from './progress-ring.tsx';

export function DropTarget() {
  const words = useWords();
  useLooks(useSettings().data?.window);
  const progress = useProgress();
  const { adding, choosing, endChoice, take } = useTakeDrop();
  const { over, handlers } = useFilesOver(true, (files) => {
    if (onDesktop !== null) void take(onDesktop.offer([...files]));
  });
  useEffect(() => takePastes(take), [take]);
  useEscape(() => (choosing === null ? closeWindow() : endChoice()));
  const says =
    over > 0
      ? words.dropHere(over)
      : adding !== null
        ? saysAdding(adding, words)
        : progress.left > 0
          ? words.dropLeft(progress.left)
          : words.dropIdle;
  return (
    <main
      className={over > 0 ? `${styles.window} ${styles.over}` : styles.window}
      aria-label={words.dropWindow}
      {...handlers}
    >
      <div className={styles.strip}>
        <button type="button" className={styles.close} aria-label={words.dropClose} onClick={closeWindow}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {choosing === null ? (
        <button type="button" className={styles.ring} aria-label={words.dropPick} onClick={() => void take(picked())}>
          <ProgressRing progress={progress}>
            <ImageDown size={24} strokeWidth={1.5} aria-hidden />
          </ProgressRing>
        </button>
      ) : (
        <FolderChoice drop={choosing} onChosen={endChoice} />
      )}
      <p role="status" className={styles.says}>
        {choosing === null ? says : choosing.folders.map(({ name }) => name).join(', ')}
      </p>
    </main>
  );
}

/** The system's dialog, as an empty drop when the person changed their mind. */
async function picked(): Promise<Drop> {
  return (await cloudroll.drops.pick({ kind: 'files' })) ?? { token: '', folders: [], files: [] };
}

/** That it is not wanted is a setting: the window goes because of it, and stays when that cannot be kept. */
function closeWindow(): void {
  cloudroll.settings.set({ window: { dropWindow: false } }).catch(() => undefined);
}

function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onEscape();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onEscape]);
}

function FolderChoice({ drop, onChosen }: { readonly drop: Drop; readonly onChosen: () => void }) {
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const add = async (watched: boolean) => {
    try {
      const [first] = await cloudroll.profiles.list({});
      if (first === undefined) return onDesktop?.show('welcome');
      const rules = { include: [], exclude: [] };
      await cloudroll.folders.add({ token: drop.token, profile: first.profile.name, watched, ...rules });
      onChosen();
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={styles.choice}>
      {failed ? <p role="alert">{words.deedFailed}</p> : null}
      <Button look="primary" autoFocus onClick={() => void add(true)}>
        {words.dropWatch}
      </Button>
      <Button onClick={() => void add(false)}>{words.dropOnce}</Button>
    </div>
  );
}
