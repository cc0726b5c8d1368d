/** @file "Send to" in the Explorer of Windows: a link to us in the person's own folder of such links, made once. */
import { join } from 'node:path';
import { app, shell } from 'electron';
import type { DesktopMemory } from './memory.ts';

/** Of the packed app alone: a link to a folder of sources would not last. Who deletes the link is not given it again. */
export async function offerSendTo(memory: DesktopMemory, platform: NodeJS.Platform): Promise<void> {
  if (platform !== 'win32' || !app.isPackaged || memory.get().madeSendTo) return;
  const link = join(app.getPath('appData'), 'Microsoft', 'Windows', 'SendTo', 'Cloudroll.lnk');
  const isMade = shell.writeShortcutLink(link, { target: process.execPath, description: 'Cloudroll' });
  if (isMade) await memory.keep({ madeSendTo: true });
}
