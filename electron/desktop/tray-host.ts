/** @file Whether anything shows a tray here: on Linux not every desktop does, and Electron does not tell. */
import { type RunProgram, readBusProperty } from './linux-bus.ts';

/** Where it cannot be told, no: then a closed window is minimised, and stays where a person finds it. */
export async function hasTrayHost(platform: NodeJS.Platform, run: RunProgram): Promise<boolean> {
  if (platform !== 'linux') return true;
  const answer = await readBusProperty(run, {
    bus: 'session',
    service: 'org.kde.StatusNotifierWatcher',
    path: '/StatusNotifierWatcher',
    interface: 'org.kde.StatusNotifierWatcher',
    property: 'IsStatusNotifierHostRegistered',
  });
  return answer === 'true';
}
