/** @file The filters by what is said of images: tags, any or all of them, the computer, favourites. */
import { useQuery } from '@tanstack/react-query';
import { cloudroll } from '../bridge.ts';
import { Alternatives, Choice } from '../ui/fields.tsx';
import { useWords } from '../words/language.ts';
import { type FilterFormProps, Part, Toggles } from './filter-form.tsx';
import styles from './more-filters.module.css';
import type { HistoryView } from './view.ts';

/** Those that are used most; any other is found by the search. */
const mostTags = 24;

export function MoreFilters({ view, onChange }: FilterFormProps) {
  const words = useWords();
  const { tags: chosen = [], everyTag, device, favourite, ...rest } = view;
  const known =
    useQuery({
      queryKey: ['tags', 'most used'],
      queryFn: ({ signal }) => cloudroll.library.tags({ limit: mostTags }, { signal }),
    }).data ?? [];
  const devices =
    useQuery({
      queryKey: ['devices'],
      queryFn: ({ signal }) => cloudroll.library.find.devices({}, { signal }),
    }).data ?? [];
  const offered = [...new Set([...chosen, ...known.map(({ tag }) => tag)])];
  const put = (next: Partial<Pick<HistoryView, 'tags' | 'everyTag' | 'device' | 'favourite'>>) =>
    onChange({
      ...rest,
      ...(chosen.length === 0 ? {} : { tags: chosen }),
      ...(everyTag === undefined ? {} : { everyTag }),
      ...(device === undefined ? {} : { device }),
      ...(favourite === undefined ? {} : { favourite }),
      ...next,
    });
  return (
    <>
      <Part label={words.filterFavourite}>
        <Toggles
          options={[{ value: 'yes', label: words.favouritesOnly }]}
          chosen={favourite === true ? ['yes'] : []}
          onChange={(on) => (on.length > 0 ? put({ favourite: true }) : onChange(withoutFavourite(view)))}
        />
      </Part>
      {offered.length === 0 ? null : (
        <Part label={words.filterTags}>
          <div className={styles.tags}>
            <Toggles
              options={offered.map((tag) => ({ value: tag, label: tag }))}
              chosen={chosen}
              onChange={(tags) => (tags.length === 0 ? onChange(withoutTags(view)) : put({ tags }))}
            />
            {chosen.length < 2 ? null : (
              <Alternatives
                label={words.filterTags}
                value={everyTag === true ? 'all' : 'any'}
                options={(['any', 'all'] as const).map((value) => ({ value, label: words.filterTagsMatch[value] }))}
                onChange={(match) => (match === 'all' ? put({ everyTag: true }) : onChange(anyTag(view)))}
              />
            )}
          </div>
        </Part>
      )}
      {devices.length < 2 && device === undefined ? null : (
        <Part label={words.filterDevice}>
          <Choice
            label={words.filterDevice}
            value={device ?? ''}
            options={[
              { value: '', label: words.anyOf },
              ...devices.map((one) => ({ value: one.device, label: one.device })),
            ]}
            onChange={(name) => (name === '' ? onChange(withoutDevice(view)) : put({ device: name }))}
          />
        </Part>
      )}
    </>
  );
}

export function withoutFavourite({ favourite: _, ...view }: HistoryView): HistoryView {
  return view;
}

export function withoutTags({ tags: _, everyTag: __, ...view }: HistoryView): HistoryView {
  return view;
}

export function withoutDevice({ device: _, ...view }: HistoryView): HistoryView {
  return view;
}

function anyTag({ everyTag: _, ...view }: HistoryView): HistoryView {
  return view;
}
