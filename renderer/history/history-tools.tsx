/** @file The tools of History: search, filters, order, and grid or table. */
import { Popover } from '@base-ui/react/popover';
import { ArrowDownUp, ImagePlus, LayoutGrid, ListFilter, Rows3 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { usePick } from '../shell/drops.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Alternatives, SearchField } from '../ui/fields.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../ui/menu.tsx';
import { useWords } from '../words/language.ts';
import { FilterForm } from './filter-form.tsx';
import styles from './history-tools.module.css';
import type { HistoryView } from './view.ts';

/** Milliseconds after the last letter. */
const typingRest = 180;

export type HistoryToolsProps = {
  readonly view: HistoryView;
  readonly layout: 'grid' | 'table';
  readonly onChange: (view: HistoryView, how?: 'push' | 'replace') => void;
};

export function HistoryTools({ view, layout, onChange }: HistoryToolsProps) {
  const words = useWords();
  const pick = usePick();
  return (
    <>
      <TextSearch view={view} onChange={onChange} />
      <Popover.Root>
        <Popover.Trigger
          render={<Button look="quiet" aria-label={words.filter} icon={<ListFilter size={15} aria-hidden />} />}
        >
          <span className={styles.word}>{words.filter}</span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner
            sideOffset={4}
            align="end"
            // It scrolls rather than lie over the tools.
            collisionAvoidance={{ side: 'none', align: 'shift', fallbackAxisSide: 'none' }}
            className={styles.floating}
          >
            <Popover.Popup className={styles.popup} aria-label={words.filter}>
              <FilterForm view={view} onChange={(next) => onChange(next)} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <Menu
        align="end"
        trigger={
          <IconButton label={words.sort}>
            <ArrowDownUp size={15} aria-hidden />
          </IconButton>
        }
      >
        <MenuChoice
          label={words.sort}
          value={view.sort}
          options={(['recent', 'taken', 'name', 'size'] as const).map((value) => ({
            value,
            label: words.sortedBy[value],
          }))}
          onChange={(sort) => onChange({ ...view, sort, descending: sort !== 'name' })}
        />
        <MenuSeparator />
        <MenuChoice
          label={words.order}
          value={view.descending ? 'down' : 'up'}
          options={[
            { value: 'down', label: words.descending },
            { value: 'up', label: words.ascending },
          ]}
          onChange={(order) => onChange({ ...view, descending: order === 'down' })}
        />
      </Menu>
      <Alternatives
        label={words.view}
        value={layout}
        options={[
          { value: 'grid', label: words.grid, icon: <LayoutGrid size={14} aria-hidden /> },
          { value: 'table', label: words.table, icon: <Rows3 size={14} aria-hidden /> },
        ]}
        onChange={(next) => onChange({ ...view, layout: next }, 'replace')}
      />
      {pick === null ? null : (
        <IconButton label={words.addImages} onClick={pick.pick}>
          <ImagePlus size={16} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

/** Asks when the fingers rest; back leads before the search, not through its letters. */
function TextSearch({ view, onChange }: Pick<HistoryToolsProps, 'view' | 'onChange'>) {
  const words = useWords();
  const text = view.text ?? '';
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  useEffect(() => {
    // Back, forward and "clear" change it from outside.
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      const { text: before, ...rest } = view;
      sent.current = typed;
      onChange(typed === '' ? rest : { ...rest, text: typed }, before === undefined ? 'push' : 'replace');
    }, typingRest);
    return () => clearTimeout(timer);
  }, [typed, view, onChange]);
  return <SearchField label={words.searchImages} value={typed} onChange={setTyped} />;
}
