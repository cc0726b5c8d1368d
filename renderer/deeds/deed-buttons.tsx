/** @file The deeds for images as a row of buttons: those of every day at once, all of them behind "More". */
import { Ellipsis } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useWords } from '../words/language.ts';
import styles from './deed-buttons.module.css';
import { DeedItems } from './deed-items.tsx';
import type { Subject } from './subject.ts';
import { type DeedName, useImageDeeds } from './use-image-deeds.tsx';

const daily: readonly DeedName[] = ['favourite', 'tags', 'download', 'restore', 'delete'];

export type DeedButtonsProps = { readonly images: readonly Subject[]; readonly menuSide?: 'top' | 'bottom' };

export function DeedButtons({ images, menuSide = 'bottom' }: DeedButtonsProps) {
  const words = useWords();
  const deeds = useImageDeeds(images);
  const link = deeds.find(({ name }) => name === 'copyLink');
  if (deeds.length === 0) return null;
  return (
    <div className={styles.buttons}>
      {link === undefined ? null : (
        <Button look="quiet" icon={link.icon} onClick={link.run}>
          {link.label}
        </Button>
      )}
      {deeds
        .filter(({ name }) => daily.includes(name))
        .map(({ name, label, icon, keys, run }) => (
          <IconButton key={name} label={label} {...(keys === null ? {} : { keys })} onClick={run}>
            {icon}
          </IconButton>
        ))}
      <Menu
        side={menuSide}
        align="end"
        trigger={
          <IconButton label={words.deeds.menu}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <DeedItems deeds={deeds} />
      </Menu>
    </div>
  );
}
