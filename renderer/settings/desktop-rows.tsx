/** @file The settings that only a desktop has: start at login, the small drop window, keys that upload the clipboard. */
import { Switch } from '../ui/fields.tsx';
import type { Words } from '../words/english.ts';
import { changeNow, type SettingRow } from './setting-rows.tsx';
import { ShortcutField } from './shortcut-field.tsx';

export function desktopRows(words: Words): readonly SettingRow[] {
  return [
    {
      name: 'startAtLogin',
      group: 'desktop',
      label: words.startAtLogin,
      draw: ({ settings, labelledBy }) => (
        <Switch
          labelledBy={labelledBy}
          checked={settings.window.startAtLogin}
          onChange={(startAtLogin) => changeNow({ window: { startAtLogin } })}
        />
      ),
    },
    {
      name: 'dropWindow',
      group: 'desktop',
      label: words.showDropWindow,
      help: words.showDropWindowHelp,
      draw: ({ settings, labelledBy }) => (
        <Switch
          labelledBy={labelledBy}
          checked={settings.window.dropWindow}
          onChange={(dropWindow) => changeNow({ window: { dropWindow } })}
        />
      ),
    },
    {
      name: 'uploadShortcut',
      group: 'desktop',
      label: words.uploadShortcut,
      help: words.uploadShortcutHelp,
      draw: (props) => <ShortcutField {...props} />,
    },
  ];
}
