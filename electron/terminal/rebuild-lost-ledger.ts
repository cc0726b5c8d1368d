/** @file After a ledger was damaged, fills the new one from the cloud before anything is scanned, and says so; terminal. */
import type { Engine } from '../engine.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import { setAsideFact } from '../ledger/open-ledger.ts';
import { askForRebuild, needsRebuild, rebuildLedger } from '../library/rebuild-ledger.ts';
import { plural } from './measures.ts';
import type { Home, Surroundings } from './session.ts';
import { failureWords } from './words.ts';

/** A cloud that does not answer now is asked at the next start; until then images are only compared, never doubled. */
export async function rebuildLostLedger(
  surroundings: Pick<Surroundings, 'complain' | 'clock' | 'random' | 'interrupted'>,
  home: Pick<Home, 'folder' | 'profiles'>,
  engine: Engine,
): Promise<void> {
  const { complain, clock, random, interrupted } = surroundings;
  const { ledger, clouds } = engine;
  const damaged = ledger.meta.get(setAsideFact);
  if (damaged !== null) {
    complain(
      `The ledger was damaged and is now at ${damaged}. A new one is built from your cloud and your folders; nothing is sent twice. Sync your folders again to have them watched.`,
    );
    await askForRebuild(
      ledger,
      home.profiles.map((profile) => profile.name),
    );
  }
  for (const { name } of home.profiles) {
    if (!needsRebuild(ledger, name)) continue;
    try {
      const { device } = engine.parts;
      const parts = { ledger, home: home.folder, clock, random, device, onProgress: () => undefined };
      const images = await rebuildLedger(parts, await clouds.open(name), interrupted);
      complain(`${plural(images, 'image')} of ${name} found in the cloud again.`);
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof Failed)) throw error;
      complain(`${name} could not be asked yet: ${failureWords(error.failure)}`);
    }
  }
  engine.schedule.nudge();
}
