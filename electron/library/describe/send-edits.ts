/** @file Brings edits of descriptions into the cloud: read, merge, write if nobody wrote meanwhile; main process. */
import type { ImageId } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import { Failed, isAbort } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ImageRecord, SaidOfImage } from '../../journey/record/image-record.ts';
import type { CataloguedEdit } from '../../ledger/catalogue.ts';
import type { EditRow } from '../../ledger/edits.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { type Patience, patiently } from '../verify/patiently.ts';
import { applied, inOrder, sameEdit, standing } from './last-word.ts';
import { bounded, descriptionIn, editsIn, saidOf } from './said-of-record.ts';

export type SendParts = Patience & {
  readonly ledger: Ledger;
  /** This computer, as records show it. */
  readonly device: string;
};

/** Images whose edits are on the line at once. */
const atOnce = 8;

/** Computers that write one record at the same moment take turns; more turns than that is somebody's loop. */
const mostRounds = 20;

/**
 * Every edit of the profile that waits. Returns how many images were written. Throws Failed when the cloud cannot be
 * asked: then the rest still waits. Twice is harmless.
 */
export async function sendEdits(parts: SendParts, cloud: Cloud, signal: AbortSignal): Promise<number> {
  let written = 0;
  for (;;) {
    const images = parts.ledger.edits.waiting(cloud.profile.name, atOnce);
    if (images.length === 0) return written;
    const sent = await Promise.allSettled(images.map((imageId) => sendOne(parts, cloud, imageId, signal)));
    const failed = sent.filter((one) => one.status === 'rejected');
    // Whatever stopped us is told as that, whichever image met it first.
    const worst = failed.find(({ reason }) => !isAbort(reason)) ?? failed[0];
    if (worst !== undefined) throw worst.reason;
    written += images.length;
  }
}

async function sendOne(parts: SendParts, cloud: Cloud, imageId: ImageId, signal: AbortSignal): Promise<void> {
  const { ledger, device, clock } = parts;
  const { profile, records } = cloud;
  const key = { profile: profile.name, imageId };
  for (let round = 0; round < mostRounds; round += 1) {
    const record = await patiently(parts, signal, () => records.find(profile.userId, imageId, signal));
    const waiting = ledger.edits.ofImage(key).filter(({ state }) => state === 'waiting');
    if (record === null) {
      await settle(ledger, waiting, 'refused');
      return;
    }
    const merged = mergedInto(record, waiting, device);
    const changedAt = Math.max(clock.now(), (Date.parse(record.changed_at ?? '') || 0) + 1);
    const said = {
      ...saidOf(merged.description, merged.edits, { at: changedAt, by: device }),
      ...locationOf(ledger, profile, record, merged.description),
    };
    const from = record.version ?? 0;
    const described = { userId: profile.userId, imageId, from, said };
    // A crash after the write and before the ledger knew of it: everything is there already.
    const isThere = merged.isNews ? await patiently(parts, signal, () => records.describe(described, signal)) : true;
    if (!isThere) continue;
    await ledger.commit(() => {
      ledger.edits.settle(
        waiting.map(({ id }) => id),
        'sent',
      );
      const version = merged.isNews ? from + 1 : from;
      ledger.catalogue.seen(key, { device: deviceIn(record, device), version, edits: merged.edits });
      ledger.catalogue.describe(key, withWaiting(ledger, key, device, merged));
    });
    return;
  }
  throw new Failed({ code: 'server-error', retry: 'soon', scope: 'image', subject: imageId });
}

/** Taken out of the record, or put back into one that it was taken out of, where this computer knows it. */
function locationOf(
  { images }: Ledger,
  { keepLocation }: Profile,
  record: ImageRecord,
  { location }: Merged['description'],
): Pick<SaidOfImage, 'gps'> {
  if (!location) return { gps: null };
  const known = images.find(record.image_id)?.details?.gps;
  return record.gps !== undefined || known === undefined || !keepLocation ? {} : { gps: known };
}

type Merged = {
  readonly description: ReturnType<typeof descriptionIn>;
  readonly edits: readonly CataloguedEdit[];
  readonly isNews: boolean;
};

function mergedInto(record: ImageRecord, waiting: readonly EditRow[], device: string): Merged {
  const known = editsIn(record);
  const ours = waiting
    .map(({ madeAt, assigned }): CataloguedEdit => ({ at: madeAt, by: device, set: assigned }))
    .filter((edit) => !known.some((one) => sameEdit(one, edit)));
  let description = descriptionIn(record);
  for (const edit of inOrder(ours)) description = applied(description, standing(edit, known));
  return { description, edits: bounded([...known, ...ours]), isNews: ours.length > 0 };
}

/** What the ledger shows: the record, and above it what a person has changed here since. Call inside a commit. */
export function withWaiting(
  ledger: Ledger,
  key: { readonly profile: string; readonly imageId: ImageId },
  device: string,
  seen: Pick<Merged, 'description' | 'edits'>,
): Merged['description'] {
  let { description } = seen;
  for (const { madeAt, assigned, state } of ledger.edits.ofImage(key)) {
    if (state !== 'waiting') continue;
    description = applied(description, standing({ at: madeAt, by: device, set: assigned }, seen.edits));
  }
  return description;
}

/** As the catalogue keeps it: null for this computer. */
export function deviceIn(record: ImageRecord, device: string): string | null {
  return record.device === device ? null : record.device;
}

async function settle(ledger: Ledger, edits: readonly EditRow[], state: 'refused'): Promise<void> {
  await ledger.commit(() =>
    ledger.edits.settle(
      edits.map(({ id }) => id),
      state,
    ),
  );
}
