/** @file Pause, for how long; the same menu beside the status and on Activity. */
import type { ReactElement } from 'react';
import { cloudroll } from '../bridge.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useWords } from '../words/language.ts';

export type PauseMenuProps = { readonly trigger: ReactElement; readonly side?: 'top' | 'bottom' };

export function PauseMenu({ trigger, side = 'bottom' }: PauseMenuProps) {
  const words = useWords();
  return (
    <Menu side={side} align="end" trigger={trigger}>
      <MenuItem onClick={() => void cloudroll.queue.pause({ kind: 'for', minutes: 60 })}>{words.pauseHour}</MenuItem>
      <MenuItem onClick={() => void cloudroll.queue.pause({ kind: 'until-tomorrow' })}>{words.pauseTomorrow}</MenuItem>
      <MenuItem onClick={() => void cloudroll.queue.pause({ kind: 'until-resumed' })}>{words.pauseOpen}</MenuItem>
    </Menu>
  );
}
