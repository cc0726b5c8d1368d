/** @file Fills a new ledger from the cloud, after the old one was lost or on a new computer, so that nothing is sent twice. */
import type { Clock } from '../foundation/clock.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { Cloud } from '../journey/journey.ts';
import { type Ledger, setAsideFact } from '../ledger/open-ledger.ts';
import { text } from '../ledger/rows.ts';
import { adoptFromObjects } from './adopt-image.ts';
import { type Adoptable, adoptAll, adoptable } from './adopt-record.ts';
import { leftoverImages } from './verify/leftovers.ts';
import { openSurvey, type Survey } from './verify/survey.ts';
import { surveyBuckets } from './verify/survey-buckets.ts';

export type RebuildParts = {
  readonly ledger: Ledger;
  readonly home: AbsolutePath;
  readonly clock: Clock;
  readonly random: () => number;
  /** This computer, as records show it. */
  readonly device: string;
  /** Told the images taken in so far. */
  readonly onProgress: (images: number) => void;
};

const pending = (profile: string): string => `rebuild ${profile}`;
const page = 256;

/** Notes that this ledger is to be rebuilt for the profiles, instead of that it began after a damage; stays until it has been. */
export function askForRebuild(ledger: Ledger, profiles: readonly string[]): Promise<void> {
  return ledger.commit(() => {
    for (const profile of profiles) ledger.meta.set(pending(profile), '');
    ledger.meta.remove(setAsideFact);
  });
}

/** As `askForRebuild`, of one profile; call inside a commit. */
export function noteRebuild(ledger: Ledger, profile: string): void {
  ledger.meta.set(pending(profile), '');
}

/** For whoever looks beside; call now and then, inside a commit. Says nothing of a profile that needs none. */
export function noteProgress(ledger: Ledger, profile: string, images: number): void {
  if (needsRebuild(ledger, profile)) ledger.meta.set(pending(profile), String(images));
}

/** What needs one or is in one, and the images that were taken in so far. */
export function rebuildsUnderWay({ database }: Pick<Ledger, 'database'>): { profile: string; images: number }[] {
  const beginning = pending('');
  return database
    .prepare('SELECT name, value FROM meta WHERE substr(name, 1, ?) = ? ORDER BY name')
    .all(beginning.length, beginning)
    .map((row) => ({ profile: text(row, 'name').slice(beginning.length), images: Number(text(row, 'value')) }));
}

export function needsRebuild(ledger: Ledger, profile: string): boolean {
  return ledger.meta.get(pending(profile)) !== null;
}

/**
 * Takes in every image whose record and objects are all there, and those whose record is missing but whose objects say
 * enough of themselves: these go on from `confirmed`, so that the ordinary journey writes their record. Sends and changes
 * nothing in the cloud. Returns how many images were taken in. Twice is harmless; what was interrupted goes on. Throws
 * Failed when the cloud cannot be asked: then it is still noted as needed.
 */
export async function rebuildLedger(parts: RebuildParts, cloud: Cloud, signal: AbortSignal): Promise<number> {
  const { ledger, home, clock, random, onProgress } = parts;
  const { profile } = cloud;
  const survey = openSurvey(home, `rebuild-${profile.name}`, false);
  let adopted = 0;
  const tell = (more: number): void => {
    adopted += more;
    onProgress(adopted);
  };
  try {
    const patience = { clock, random };
    await surveyBuckets(
      { store: cloud.objects, profile, survey, patience, onListed: () => onProgress(adopted) },
      signal,
    );
    await adoptRecorded(parts, cloud, { survey, tell }, signal);
    const images = leftoverImages({ store: cloud.objects, profile, survey, patience }, signal);
    for await (const { rebuilt } of images) {
      if (rebuilt === null || (await cloud.records.find(profile.userId, rebuilt.says.imageId, signal)) !== null)
        continue;
      const state = profile.table === undefined ? 'stored' : 'confirmed';
      const isNew = await adoptFromObjects(ledger, profile.name, rebuilt, state);
      tell(isNew ? 1 : 0);
    }
    signal.throwIfAborted();
  } catch (error) {
    survey.close();
    throw error;
  }
  await ledger.commit(() => ledger.meta.remove(pending(profile.name)));
  survey.discard();
  return adopted;
}

async function adoptRecorded(
  { ledger, clock, device }: RebuildParts,
  { profile, records }: Cloud,
  { survey, tell }: { survey: Survey; tell: (more: number) => void },
  signal: AbortSignal,
): Promise<void> {
  let batch: Adoptable[] = [];
  for await (const record of records.all(profile.userId, signal)) {
    const image = record.source_bucket === profile.bucket ? adoptable(record, survey, clock.now()) : null;
    if (image !== null) batch.push({ image, record });
    if (batch.length < page) continue;
    tell(await adoptAll(ledger, profile.name, batch, device));
    signal.throwIfAborted();
    batch = [];
  }
  tell(await adoptAll(ledger, profile.name, batch, device));
}
