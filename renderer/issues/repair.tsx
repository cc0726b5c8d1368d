/** @file Puts right what a check of a profile found; it goes on in the background, and the list tells what became of it. */
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { cloudroll } from '../bridge.ts';
import { sayFailure } from '../library/say-failure.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';

export function Repair({ profile }: { readonly profile: string }) {
  const words = useWords();
  const [begun, setBegun] = useState(false);
  const run = async () => {
    setBegun(true);
    try {
      await cloudroll.library.verify.begin({ profile, repair: true });
    } catch (error) {
      setBegun(false);
      sayFailure(error, words);
    }
  };
  return (
    <Button icon={<Wrench size={14} aria-hidden />} onClick={() => void run()} disabled={begun}>
      <span aria-live="polite">{begun ? words.verify.repairing : words.verify.repair}</span>
    </Button>
  );
}
