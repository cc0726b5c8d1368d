/** @file The filters that hold, each with a way to take it off. */
import { X } from 'lucide-react';
import { useFolders } from '../live.ts';
import type { Words } from '../words/english.ts';
import { formatDate } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './filter-chips.module.css';
import { lastPart, shortType } from './filter-form.tsx';
import { withoutDevice, withoutFavourite, withoutTags } from './more-filters.tsx';
import type { HistoryView } from './view.ts';

export type FilterChipsProps = { readonly view: HistoryView; readonly onChange: (view: HistoryView) => void };

export function FilterChips({ view, onChange }: FilterChipsProps) {
  const words = useWords();
  const locale = useLocale();
  const folders = useFolders().data ?? [];
  const folder = folders.find(({ id }) => id === view.folder)?.path;
  const chips = chipsOf(view, words, locale, folder === undefined ? String(view.folder) : lastPart(folder));
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={words.filter}>
      {chips.map(({ label, without }) => (
        <li key={label} className={styles.chip}>
          {label}
          <button
            type="button"
            aria-label={words.removeFilter(label)}
            className={styles.off}
            onClick={() => onChange(without)}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

type Chip = { readonly label: string; readonly without: HistoryView };

/** Text has its own place in the search field, and none here. */
function chipsOf(view: HistoryView, words: Words, locale: string, folder: string): readonly Chip[] {
  const chips: Chip[] = [];
  for (const state of view.states ?? []) {
    const { states = [], ...rest } = view;
    const left = states.filter((other) => other !== state);
    chips.push({ label: words.states[state], without: left.length === 0 ? rest : { ...rest, states: left } });
  }
  for (const type of view.types ?? []) {
    const { types = [], ...rest } = view;
    const left = types.filter((other) => other !== type);
    chips.push({ label: shortType(type), without: left.length === 0 ? rest : { ...rest, types: left } });
  }
  if (view.folder !== undefined) {
    const { folder: _, ...without } = view;
    chips.push({ label: `${words.filterFolder}: ${folder}`, without });
  }
  if (view.profile !== undefined) {
    const { profile, ...without } = view;
    chips.push({ label: `${words.filterProfile}: ${profile}`, without });
  }
  for (const tag of view.tags ?? []) {
    const left = (view.tags ?? []).filter((other) => other !== tag);
    chips.push({ label: tag, without: left.length === 0 ? withoutTags(view) : { ...view, tags: left } });
  }
  if (view.device !== undefined) {
    chips.push({ label: `${words.filterDevice}: ${view.device}`, without: withoutDevice(view) });
  }
  if (view.favourite !== undefined) chips.push({ label: words.filterFavourite, without: withoutFavourite(view) });
  const { takenFrom, takenTo, ...untaken } = view;
  const taken = rangeOf(takenFrom, takenTo, locale);
  if (taken !== null) chips.push({ label: `${words.filterTaken}: ${taken}`, without: untaken });
  const { storedFrom, storedTo, ...unstored } = view;
  const stored = rangeOf(storedFrom, storedTo, locale);
  if (stored !== null) chips.push({ label: `${words.filterStored}: ${stored}`, without: unstored });
  return chips;
}

function rangeOf(from: string | undefined, to: string | undefined, locale: string): string | null {
  if (from === undefined && to === undefined) return null;
  const written = (day: string | undefined) =>
    day === undefined ? '…' : formatDate(Date.parse(`${day}T12:00`), locale);
  return from === to ? written(from) : `${written(from)} – ${written(to)}`;
}
