/** @file Start at login, hidden: the system's own switch, or on Linux the file that desktops read (freedesktop.org Autostart). */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { hiddenSwitch } from './start-switches.ts';

export type LinuxAutostart = {
  /** XDG_CONFIG_HOME, or what stands for it. */
  readonly configFolder: string;
  /** What is started: the AppImage or the binary, and the app's folder where it is not packed. */
  readonly command: readonly string[];
};

export function autostartFile(configFolder: string): string {
  return join(configFolder, 'autostart', 'cloudroll.desktop');
}

/** May be called again with the same; the file is replaced whole. */
export async function setLinuxAutostart({ configFolder, command }: LinuxAutostart, isWanted: boolean): Promise<void> {
  const path = autostartFile(configFolder);
  if (!isWanted) return rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, desktopEntry(command));
}

/** Desktop Entry Specification 1.5: what a shell would read is quoted, and '%' is doubled. */
export function desktopEntry(command: readonly string[]): string {
  const quoted = [...command, hiddenSwitch].map(
    (word) =>
      `"${word
        .replaceAll(/[\\"`$]/g, '\\$&')
        .replaceAll('\\', '\\\\')
        .replaceAll('%', '%%')}"`,
  );
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Cloudroll',
    `Exec=${quoted.join(' ')}`,
    'Icon=cloudroll',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
