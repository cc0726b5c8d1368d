/** @file Light, dark and language, put on the page as the person chose them. */
import { useEffect } from 'react';
import type { Answers } from '../bridge.ts';
import { speak } from '../words/language.ts';

export function useLooks(chosen: Answers['settings']['window'] | undefined): void {
  const appearance = chosen?.appearance ?? 'system';
  const language = chosen?.language ?? null;
  useEffect(() => {
    if (appearance === 'system') delete document.documentElement.dataset['scheme'];
    else document.documentElement.dataset['scheme'] = appearance;
  }, [appearance]);
  useEffect(() => speak(language), [language]);
}
