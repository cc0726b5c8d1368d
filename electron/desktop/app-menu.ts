/** @file The menu of the app: what macOS expects above the screen, and elsewhere the keys that come with it. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { words } from './words.ts';

export function setAppMenu(
  deeds: { settings: () => void; uploadFiles: () => void; uploadFolder: () => void; quit: () => void },
  isMac: boolean,
): void {
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { id: 'menu-upload-files', label: words.uploadFiles, accelerator: 'CmdOrCtrl+O', click: deeds.uploadFiles },
      {
        id: 'menu-upload-folder',
        label: words.uploadFolder,
        accelerator: 'CmdOrCtrl+Shift+O',
        click: deeds.uploadFolder,
      },
      { type: 'separator' },
      { id: 'menu-settings', label: words.settings, accelerator: 'CmdOrCtrl+,', click: deeds.settings },
      { role: 'close' },
      { id: 'menu-quit', label: words.quit, accelerator: 'CmdOrCtrl+Q', click: deeds.quit },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    file,
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(isMac ? [{ role: 'appMenu' }, ...template] : template));
}
