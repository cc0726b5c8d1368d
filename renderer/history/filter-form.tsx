/** @file The filters of History as a form; each change asks at once. */
import { Toggle } from '@base-ui/react/toggle';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JourneyState } from '../../shared/image.ts';
import { cloudroll } from '../bridge.ts';
import { useFolders, useProfiles } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Choice, TextField } from '../ui/fields.tsx';
import { useWords } from '../words/language.ts';
import styles from './filter-form.module.css';
import { MoreFilters } from './more-filters.tsx';
import { type HistoryView, isFiltered, unfiltered } from './view.ts';

/** Those that an image in the history can be in, in the order of its way. */
const offered: readonly JourneyState[] = [
  'stored',
  'hashed',
  'uploading',
  'confirmed',
  'waiting',
  'blocked',
  'failed',
  'cancelled',
];
const dayFields = [
  ['filterTaken', 'takenFrom', 'takenTo'],
  ['filterStored', 'storedFrom', 'storedTo'],
] as const;

export type FilterFormProps = { readonly view: HistoryView; readonly onChange: (view: HistoryView) => void };

export function FilterForm({ view, onChange }: FilterFormProps) {
  const words = useWords();
  const folders = useFolders().data ?? [];
  const profiles = useProfiles().data ?? [];
  const types =
    useQuery({ queryKey: ['types'], queryFn: ({ signal }) => cloudroll.images.types({}, { signal }) }).data ?? [];
  const put = <Field extends keyof HistoryView>(field: Field, value: HistoryView[Field] | undefined) => {
    const { [field]: _, ...rest } = view;
    // Only what may be absent is ever taken out.
    onChange((value === undefined ? rest : { ...rest, [field]: value }) as HistoryView);
  };
  return (
    <div className={styles.form}>
      <Part label={words.filterState}>
        <Toggles
          options={offered.map((state) => ({ value: state, label: words.states[state] }))}
          chosen={view.states ?? []}
          onChange={(states) => put('states', states.length === 0 ? undefined : states)}
        />
      </Part>
      {types.length < 2 ? null : (
        <Part label={words.filterType}>
          <Toggles
            options={types.slice(0, 8).map(({ type }) => ({ value: type, label: shortType(type) }))}
            chosen={view.types ?? []}
            onChange={(chosen) => put('types', chosen.length === 0 ? undefined : chosen)}
          />
        </Part>
      )}
      {folders.length === 0 ? null : (
        <Part label={words.filterFolder}>
          <Choice
            label={words.filterFolder}
            value={String(view.folder ?? '')}
            options={[
              { value: '', label: words.anyOf },
              ...folders.map(({ id, path }) => ({ value: String(id), label: lastPart(path) })),
            ]}
            onChange={(id) => put('folder', id === '' ? undefined : Number(id))}
          />
        </Part>
      )}
      {profiles.length < 2 ? null : (
        <Part label={words.filterProfile}>
          <Choice
            label={words.filterProfile}
            value={view.profile ?? ''}
            options={[
              { value: '', label: words.anyOf },
              ...profiles.map(({ profile }) => ({ value: profile.name, label: profile.name })),
            ]}
            onChange={(name) => put('profile', name === '' ? undefined : name)}
          />
        </Part>
      )}
      <MoreFilters view={view} onChange={onChange} />
      {dayFields.map(([label, from, to]) => (
        <Part key={label} label={words[label]}>
          <div className={styles.days}>
            {([from, to] as const).map((field, end) => (
              <TextField
                key={field}
                type="date"
                aria-label={`${words[label]}: ${end === 0 ? words.from : words.to}`}
                value={view[field] ?? ''}
                onChange={(event) => put(field, event.target.value === '' ? undefined : event.target.value)}
              />
            ))}
          </div>
        </Part>
      ))}
      {isFiltered(view) ? <Button onClick={() => onChange(unfiltered(view))}>{words.clearFilters}</Button> : null}
    </div>
  );
}

/** "image/svg+xml" is SVG to a person. */
export function shortType(type: string): string {
  return type
    .replace(/^image\/(x-)?/, '')
    .replace(/\+xml$/, '')
    .toUpperCase();
}

export function lastPart(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

export function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend className={styles.label}>{label}</legend>
      {children}
    </fieldset>
  );
}

type TogglesProps<Value extends string> = {
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
};

export function Toggles<Value extends string>({ options, chosen, onChange }: TogglesProps<Value>) {
  return (
    <div className={styles.toggles}>
      {options.map(({ value, label }) => (
        <Toggle
          key={value}
          pressed={chosen.includes(value)}
          onPressedChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value))}
          className={styles.toggle}
        >
          {label}
        </Toggle>
      ))}
    </div>
  );
}
