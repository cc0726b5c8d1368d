/** @file For electron-builder: takes out of Electron's distribution what no app of its own needs. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Electron opens `default_app.asar` where it finds no app; `version` is for tools that fetch it. */
export async function afterExtract({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  await rm(join(resources, 'default_app.asar'), { force: true });
  await rm(join(appOutDir, 'version'), { force: true });
}
