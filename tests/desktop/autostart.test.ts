/** @file The file by which Linux desktops start Cloudroll at login. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { autostartFile, desktopEntry, setLinuxAutostart } from '../../electron/desktop/autostart.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('it is written, replaced and taken away', async () => {
  const configFolder = temporaryFolder();
  const autostart = { configFolder, command: ['/opt/Cloudroll/cloudroll'] };
  await setLinuxAutostart(autostart, true);
  await setLinuxAutostart(autostart, true);
  expect(readFileSync(autostartFile(configFolder), 'utf8')).toContain('Exec="/opt/Cloudroll/cloudroll" "--hidden"\n');
  await setLinuxAutostart(autostart, false);
  await setLinuxAutostart(autostart, false);
  expect(existsSync(autostartFile(configFolder))).toBe(false);
});

test('no path can say more than a path', () => {
  const entry = desktopEntry(['/a b/100%/$(x)`y`"z"']);
  expect(entry).toContain('Exec="/a b/100%%/\\\\$(x)\\\\`y\\\\`\\\\"z\\\\"" "--hidden"');
  expect(entry.split('\n').filter((line) => line.startsWith('Exec='))).toHaveLength(1);
});
