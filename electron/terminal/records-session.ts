/** @file What the commands about records need: the ledger, what a name means, and the way of edits to the cloud; terminal. */
import { resolve } from 'node:path';
import type { ImageKey } from '../../shared/queue.ts';
import { thisDevice } from '../cloud/home.ts';
import { openClouds } from '../clouds.ts';
import { Failed } from '../foundation/failed.ts';
import { absolutePath } from '../foundation/paths.ts';
import { thisDeviceFact } from '../ledger/catalogue.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { DescribeParts } from '../library/describe/describe-images.ts';
import { sendEdits } from '../library/describe/send-edits.ts';
import { findImage } from '../library/find-image.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { deviceLabel, type Home, keyPartsOf, openHome, type Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type RecordsSession = {
  readonly home: Home;
  readonly ledger: Ledger;
  readonly device: string;
  readonly describing: DescribeParts;
  /** The images that a path or the beginning of an image's name means. */
  readonly find: (name: string) => Promise<readonly ImageKey[]>;
};

/** Beside a running Cloudroll or without one; closed again when `use` has ended. */
export async function withRecords<T>(
  surroundings: Surroundings,
  use: (session: RecordsSession) => Promise<T>,
): Promise<T> {
  const { clock, workingFolder, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const device = deviceLabel(await thisDevice(home.folder));
  const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  try {
    if (ledger.meta.get(thisDeviceFact) === null) ledger.meta.set(thisDeviceFact, device);
    const hasRecords = (name: string): boolean =>
      home.profiles.some((profile) => profile.name === name && profile.table !== undefined);
    return await use({
      home,
      ledger,
      device,
      describing: { ledger, clock, hasRecords },
      find: async (name) =>
        (await findImage(ledger, name, absolutePath(resolve(workingFolder, name)), interrupted)).images,
    });
  } finally {
    ledger.close();
  }
}

/** What was edited goes to the cloud now, if it answers; if not, a running Cloudroll, or the next one, brings it there. */
export async function sendNow(surroundings: Surroundings, { home, ledger, device }: RecordsSession): Promise<void> {
  const { clock, random, interrupted, complain } = surroundings;
  const clouds = openClouds(() => home.profiles, keyPartsOf(surroundings));
  try {
    for (const profile of ledger.edits.profiles()) {
      if (!home.profiles.some(({ name }) => name === profile)) continue;
      await sendEdits({ ledger, clock, random, device }, await clouds.open(profile), interrupted);
    }
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    complain(`Kept here, and brought to the cloud when it answers: ${failureWords(error.failure)}`);
  } finally {
    clouds.close();
  }
}
