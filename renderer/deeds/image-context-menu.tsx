/** @file The menu of the list of images, by the other mouse button or its key, and the keys that do the same at once. */
import { ContextMenu } from '@base-ui/react/context-menu';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { placeOf } from '../history/list-part.tsx';
import type { RowList } from '../history/row-list.ts';
import type { SelectionControl } from '../history/use-selection.ts';
import looks from '../ui/menu.module.css';
import { DeedItems } from './deed-items.tsx';
import styles from './image-context-menu.module.css';
import { type DeedName, useImageDeeds } from './use-image-deeds.tsx';

export type ImageContextMenuProps = {
  readonly selection: SelectionControl;
  readonly rows: RowList;
  readonly children: ReactNode;
};

export function ImageContextMenu({ selection, rows, children }: ImageContextMenuProps) {
  const deeds = useImageDeeds(selection.rows);
  const run = (name: DeedName) => deeds.find((deed) => deed.name === name)?.run();

  /** As in a file manager: what is under the pointer is meant, unless it is one of those that are selected. */
  const choose = (event: MouseEvent) => {
    const row = rows.at(placeOf(event.target));
    if (row !== undefined && !selection.keys.has(row.key)) selection.choose(row.key, 'only');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[role=listbox], [role=grid]')) return;
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      event.preventDefault();
      openAt(event.target);
      return;
    }
    const name = deedFor(event);
    if (name === null || selection.rows.length === 0) return;
    event.preventDefault();
    run(name);
  };

  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger className={styles.area} onContextMenuCapture={choose} onKeyDown={onKeyDown}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className={looks.floating}>
          <ContextMenu.Popup
            className={looks.popup}
            finalFocus={() => document.querySelector<HTMLElement>('main [role=listbox], main [role=grid]')}
          >
            {deeds.length === 0 ? null : <DeedItems deeds={deeds} />}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** Letters as lists of pictures have them; Ctrl+C copies what can be copied of an image: its link. */
function deedFor(event: KeyboardEvent): DeedName | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  if (event.key === 'Delete' && !command) return 'delete';
  switch (event.key.toLowerCase()) {
    case 'c':
      return 'copyLink';
    case 'f':
      return command ? null : 'favourite';
    case 't':
      return command ? null : 'tags';
    case 'e':
      return command ? null : 'describe';
    default:
      return null;
  }
}

/** Where the cursor is in the list, else at its beginning. */
function openAt(list: HTMLElement): void {
  const active = document.getElementById(list.getAttribute('aria-activedescendant') ?? '') ?? list;
  const { x, y, width, height } = active.getBoundingClientRect();
  active.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: x + Math.min(width / 2, 80),
      clientY: y + Math.min(height / 2, 80),
    }),
  );
}
