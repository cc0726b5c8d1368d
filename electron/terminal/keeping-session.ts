/** @file What `rm`, `get` and `free` need: ledger and clouds, beside a running Cloudroll or without one; terminal. */
import { resolve } from 'node:path';
import type { ImageKey } from '../../shared/queue.ts';
import { thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import type { Reached } from '../foundation/crash-point.ts';
import { Failed } from '../foundation/failed.ts';
import { absolutePath } from '../foundation/paths.ts';
import type { Cloud } from '../journey/journey.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { type Ledger, openLedger } from '../ledger/open-ledger.ts';
import { findImage } from '../library/find-image.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { deviceLabel, type Home, openHome, reachedFrom, type Surroundings } from './session.ts';

export type KeepingSession = {
  readonly home: Home;
  readonly ledger: Ledger;
  /** False beside a running Cloudroll: that one carries out what is ordered. */
  readonly isOwner: boolean;
  readonly device: string;
  readonly reached: Reached;
  readonly cloud: (profile: string) => Promise<Cloud>;
  /** The images that these names mean, and the names that mean none. */
  readonly find: (names: readonly string[]) => Promise<{ images: ImageKey[]; unknown: string[] }>;
};

/** Closed again when `use` has ended. Throws Failed `ledger-in-use` beside a Cloudroll of another version. */
export async function keeping<T>(
  surroundings: Surroundings,
  profile: string | undefined,
  use: (session: KeepingSession) => Promise<T>,
): Promise<T> {
  const { workingFolder, interrupted, environment } = surroundings;
  const home = await openHome(surroundings);
  const device = deviceLabel(await thisDevice(home.folder));
  const { ledger, isOwner } = ownOrJoin(surroundings, home);
  const clouds = openClouds(() => home.profiles, surroundings);
  const find: KeepingSession['find'] = async (names) => {
    const images: ImageKey[] = [];
    const unknown: string[] = [];
    for (const name of names) {
      const found = await findImage(ledger, name, absolutePath(resolve(workingFolder, name)), interrupted);
      const ours = found.images.filter((image) => profile === undefined || image.profile === profile);
      if (ours.length === 0) unknown.push(name);
      images.push(...ours);
    }
    return { images, unknown };
  };
  try {
    return await use({ home, ledger, isOwner, device, reached: reachedFrom(environment), cloud: clouds.open, find });
  } finally {
    clouds.close();
    ledger.close();
  }
}

function ownOrJoin(surroundings: Surroundings, home: Home): { ledger: Ledger; isOwner: boolean } {
  const opening = [home.folder, surroundings.clock.now(), sayUpgrade(surroundings)] as const;
  try {
    return { ledger: openLedger(...opening), isOwner: true };
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'ledger-in-use') throw error;
    return { ledger: joinLedger(...opening), isOwner: false };
  }
}
