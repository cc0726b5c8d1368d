/** @file The way to a profile from an .env file; only where the system's dialog can name one. */
import { lazy, Suspense, useState } from 'react';
import { useSurface } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';

const EnvFileDialog = lazy(async () => ({ default: (await import('../own-cloud/env-file.tsx')).EnvFileDialog }));

export function EnvFileButton({ onImported }: { readonly onImported: (name: string) => void }) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  if (useSurface()?.canPick !== true) return null;
  return (
    <div>
      <Button onClick={() => setIsOpen(true)}>{words.envFile.open}</Button>
      {isOpen ? (
        <Suspense>
          <EnvFileDialog onClose={() => setIsOpen(false)} onImported={onImported} />
        </Suspense>
      ) : null}
    </div>
  );
}
