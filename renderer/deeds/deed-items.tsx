/** @file The deeds for images as items of a menu. */
import { Fragment } from 'react';
import { MenuItem, MenuSeparator } from '../ui/menu.tsx';
import styles from './deed-items.module.css';
import type { ImageDeed } from './use-image-deeds.tsx';

export function DeedItems({ deeds }: { readonly deeds: readonly ImageDeed[] }) {
  return deeds.map((deed, at) => (
    <Fragment key={deed.name}>
      {at > 0 && deeds[at - 1]?.group !== deed.group ? <MenuSeparator /> : null}
      <MenuItem icon={deed.icon} danger={deed.name === 'delete'} onClick={deed.run}>
        {deed.label}
        {deed.keys === null ? null : (
          <kbd className={styles.keys} aria-hidden>
            {deed.keys}
          </kbd>
        )}
      </MenuItem>
    </Fragment>
  ));
}
