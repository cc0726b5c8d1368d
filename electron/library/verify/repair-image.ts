/** @file Puts right what was found of an image: carried again, its record rebuilt, or left to a person; deletes nothing. */
import { assertNever } from '../../../shared/brand.ts';
import type { Cloud } from '../../journey/journey.ts';
import { imageRecord } from '../../journey/record/record-item.ts';
import { toldDetails } from '../../journey/told-details.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { adoptAll, adoptable } from '../adopt-record.ts';
import type { Examined } from './examine-image.ts';
import type { KnownImage } from './known-images.ts';
import type { LeftoverImage } from './leftovers.ts';
import type { Survey } from './survey.ts';

export type RepairParts = {
  readonly ledger: Ledger;
  readonly cloud: Cloud;
  readonly survey: Survey;
  readonly now: () => number;
  /** This computer, as records show it. */
  readonly device: string;
};

type Found = Examined['findings'][number];

/** What became of a finding. `again`: the image is back at work, and whether that helps is known when it has been carried. */
export type Repair = 'repaired' | 'again' | 'left';

/** In the order of the findings. Twice is harmless. Throws Failed when the cloud does not take a record. */
export async function repairImage(
  parts: RepairParts,
  image: KnownImage,
  { findings }: Examined,
  signal: AbortSignal,
): Promise<Repair[]> {
  const resent = findings.filter((finding) => canBeSent(parts, image, finding));
  if (resent.length > 0) await carryAgain(parts, image, resent);
  const repairs: Repair[] = [];
  for (const finding of findings) {
    const repair = resent.includes(finding)
      ? 'again'
      : await repairOne(parts, image, finding, resent.length > 0, signal);
    if (repair === 'again') parts.survey.again(image.imageId, finding.kind, finding.subject);
    if (repair === 'left') await leaveToPerson(parts, finding);
    repairs.push(repair);
  }
  return repairs;
}

/**
 * An original that the store lacks, or that is no longer what was stored, is not stored: it goes back to work whether or
 * not a file is there, and waits visibly if none is. A rendition goes back only where it can be made again.
 */
function canBeSent({ ledger }: RepairParts, { imageId, journey }: KnownImage, { kind, rendition }: Found): boolean {
  if (journey?.state !== 'stored') return false;
  if (kind !== 'object-missing' && kind !== 'object-differs') return false;
  if (rendition === 'original') return true;
  return kind === 'object-missing' && ledger.files.ofImage(imageId).length > 0;
}

async function carryAgain(
  { ledger, cloud, now }: RepairParts,
  { imageId }: KnownImage,
  resent: readonly Found[],
): Promise<void> {
  const key = { profile: cloud.profile.name, imageId };
  await ledger.commit(() => {
    for (const { rendition } of resent) {
      if (rendition !== null) ledger.objects.forget(key.profile, imageId, rendition);
    }
    ledger.adoptions.again(key, now(), resent.map((finding) => finding.kind).join(' '));
  });
}

async function repairOne(
  parts: RepairParts,
  image: KnownImage,
  { kind }: Found,
  isAgain: boolean,
  signal: AbortSignal,
): Promise<Repair> {
  const { cloud, ledger, survey, now } = parts;
  switch (kind) {
    case 'record-missing':
      // The journey writes the record at its end, once everything that it names is there.
      if (isAgain) return 'again';
      // Deleted by another computer: following the table takes that in.
      if ((await cloud.records.record(recordOf(parts, image), signal)) === 'deleted') return 'left';
      return 'repaired';
    case 'ledger-row-missing': {
      const { record } = image;
      const adopted = record === null ? null : adoptable(record, survey, now());
      if (record === null || adopted === null) return 'left';
      const news = [{ image: adopted, record }];
      return (await adoptAll(ledger, cloud.profile.name, news, parts.device)) === 1 ? 'repaired' : 'left';
    }
    case 'object-missing':
    case 'object-differs':
    case 'record-names-missing-object':
    case 'object-without-record':
    case 'abandoned-parts':
      return 'left';
    default:
      return assertNever(kind, 'finding');
  }
}

function recordOf({ ledger, cloud, device }: RepairParts, { imageId, journey, objects }: KnownImage) {
  const image = ledger.images.find(imageId);
  if (image === null || journey === null) throw new Error(`${imageId} is stored but not in the ledger`);
  const { contentType, size } = image;
  const { fileName, replaces, warning } = journey;
  const { profile } = cloud;
  const details = toldDetails(ledger, { profile: profile.name, imageId }, image.details);
  return imageRecord({ profile, imageId, contentType, size, details, fileName, replaces, warning, device, objects });
}

/**
 * Objects that no record names: the record is rebuilt from what they say, unless there is one that merely names others, or
 * the image was deleted on purpose. True when it was.
 */
export async function repairLeftovers(
  { ledger, cloud }: RepairParts,
  { imageId, rebuilt }: LeftoverImage,
  signal: AbortSignal,
): Promise<boolean> {
  const { profile, records } = cloud;
  if (rebuilt === null || imageId === null || profile.table === undefined) return false;
  if (ledger.journeys.isBuried({ profile: profile.name, imageId })) return false;
  if ((await records.find(profile.userId, imageId, signal)) !== null) return false;
  return (await records.record(rebuilt.record, signal)) !== 'deleted';
}

export function leaveToPerson(
  { ledger, cloud, now }: RepairParts,
  finding: Pick<Found, 'kind' | 'subject' | 'imageId'>,
) {
  const { kind, subject, imageId } = finding;
  return ledger.commit(() => ledger.findings.put({ profile: cloud.profile.name, kind, subject, imageId }, now()));
}
