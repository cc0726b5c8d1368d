/** @file What the terminal's links and requests need: ledger, cloud and pixel process, beside a running Cloudroll or without one. */
import { resolve } from 'node:path';
import type { Profile } from '../../shared/profile.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { openClouds } from '../clouds.ts';
import { absolutePath } from '../foundation/paths.ts';
import { resizeInProcess } from '../journey/resize/resize-in-process.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { findImage } from '../library/find-image.ts';
import type { ShareParts } from '../library/share/make-link.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { type Home, keyPartsOf, reachedFrom, type Surroundings } from './session.ts';

/** Closed again when `use` has ended. Throws Failed `ledger-in-use` beside a Cloudroll of another version. */
export async function sharing<T>(
  surroundings: Surroundings,
  home: Home,
  use: (
    partsOf: (profile: Profile) => Promise<ShareParts>,
    find: (name: string) => Promise<readonly ImageKey[]>,
  ) => Promise<T>,
): Promise<T> {
  const { clock, environment, startPixels, workingFolder, interrupted } = surroundings;
  const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  const resizer = resizeInProcess({ start: startPixels, clock, log: home.log, imagesAtOnce: 1 });
  const partsOf = async ({ name }: Profile): Promise<ShareParts> => ({
    ...{ ledger, resizer, home: home.folder, reached: reachedFrom(environment), now: () => clock.now() },
    cloud: await clouds.open(name),
    links: await clouds.links(name),
  });
  const find = async (name: string): Promise<readonly ImageKey[]> =>
    (await findImage(ledger, name, absolutePath(resolve(workingFolder, name)), interrupted)).images;
  try {
    return await use(partsOf, find);
  } finally {
    await resizer.close();
    clouds.close();
    ledger.close();
  }
}
