/** @file The way to a profile from an .env file; only where there is a way to name one or to hand it over. */
import { lazy, Suspense, useState } from 'react';
import { useSurface } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';

const EnvFileDialog = lazy(async () => ({ default: (await import('../own-cloud/env-file.tsx')).EnvFileDialog }));

export function EnvFileButton({ onImported }: { readonly onImported: (name: string) => void }) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const surface = useSurface();
  if (surface?.canPick !== true && surface?.envFiles === undefined) return null;
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
