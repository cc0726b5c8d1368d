/** @file Tries again, and says that it does; the events then tell what became of it. */
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { ImageKey } from '../../shared/queue.ts';
import type { Questions } from '../bridge.ts';
import { cloudroll } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';

export function TryAll() {
  const words = useWords();
  return <TryNow what={{}} label={words.tryAllNow} />;
}

export type TryNowProps = { readonly what: Questions['queue']['tryNow']; readonly label: string };

export function TryNow({ what, label }: TryNowProps) {
  return <Try ask={() => cloudroll.queue.tryNow(what)} label={label} />;
}

/** One that is to be deleted from the cloud, and could not be yet. */
export function TryDeleting({ image }: { readonly image: ImageKey }) {
  return <Try ask={() => cloudroll.library.delete.tryNow({ image })} label={useWords().tryNow} />;
}

type TryProps = { readonly ask: () => Promise<{ readonly tried: number }>; readonly label: string };

function Try({ ask, label }: TryProps) {
  const words = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const run = async () => {
    setSaid(words.loading);
    try {
      const { tried } = await ask();
      setSaid(words.tried(tried));
    } catch {
      setSaid(words.deedFailed);
    }
    setTimeout(() => setSaid(null), 2500);
  };
  return (
    <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => void run()} disabled={said !== null}>
      <span aria-live="polite">{said ?? label}</span>
    </Button>
  );
}
