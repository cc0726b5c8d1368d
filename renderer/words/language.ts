/** @file Which language the window speaks: the person's choice, else the first of the system's that there is a catalogue for. */
import { useSyncExternalStore } from 'react';
import { english, type Words } from './english.ts';
import type { Locale } from './format.ts';
import { german } from './german.ts';

export const catalogues = { en: english, de: german } as const satisfies Record<string, Words>;
export type Language = keyof typeof catalogues;

/** Written from right to left; none has a catalogue yet, and the layout is ready. */
const rightToLeft = new Set(['ar', 'he', 'fa', 'ur']);

type Speech = { readonly language: Language; readonly locale: Locale };

/** The locale keeps its country, for dates: "en-GB" is not "en-US". */
export function speechFor(wanted: readonly string[]): Speech {
  for (const locale of wanted) {
    const language = locale.split('-')[0] ?? '';
    if (language === 'en' || language === 'de') return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}

let speech = speechFor(navigator.languages);
const listeners = new Set<() => void>();

/** Null: the system's. */
export function speak(language: string | null): void {
  const next = speechFor(language === null ? navigator.languages : [language, ...navigator.languages]);
  document.documentElement.lang = next.locale;
  document.documentElement.dir = rightToLeft.has(next.language) ? 'rtl' : 'ltr';
  if (next.locale === speech.locale) return;
  speech = next;
  for (const listener of listeners) listener();
}

/** The same function always: with another one every part of the page would listen anew whenever it is drawn. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function useSpeech(): Speech {
  return useSyncExternalStore(subscribe, () => speech);
}

export function useWords(): Words {
  return catalogues[useSpeech().language];
}

export function useLocale(): Locale {
  return useSpeech().locale;
}
