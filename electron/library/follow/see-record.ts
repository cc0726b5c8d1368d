/** @file What a record says of an image that the ledger has: description, edits, the computer it came from; main process. */
import type { ImageRecord } from '../../journey/record/image-record.ts';
import type { CatalogueRow } from '../../ledger/catalogue.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { descriptionIn, editsIn } from '../describe/said-of-record.ts';
import { deviceIn, withWaiting } from '../describe/send-edits.ts';

/**
 * Call inside a commit. What a person has changed here and the cloud does not have yet stays above it. False when the
 * ledger knew all of it, or does not have the image.
 */
export function seeRecord(ledger: Ledger, profile: string, record: ImageRecord, device: string): boolean {
  const key = { profile, imageId: record.image_id };
  const known = ledger.catalogue.find(key);
  if (known === null) return false;
  const edits = editsIn(record);
  const description = withWaiting(ledger, key, device, { description: descriptionIn(record), edits });
  const seen = { device: deviceIn(record, device), version: record.version ?? 0, edits };
  if (known.device === seen.device && known.version === seen.version && sameWords(known, description)) return false;
  // An index can be behind what we wrote or read ourselves.
  if (known.version > seen.version) return false;
  ledger.catalogue.seen(key, seen);
  const details = ledger.images.find(record.image_id)?.details;
  // Taken in while its location was away, and told of it now.
  if (record.gps !== undefined && details != null && details.gps === undefined) {
    ledger.images.describe(record.image_id, { ...details, gps: record.gps });
  }
  ledger.catalogue.describe(key, description);
  return true;
}

function sameWords(known: CatalogueRow, said: ReturnType<typeof descriptionIn>): boolean {
  const words = ({ title, description, tags, favourite, location, fields }: ReturnType<typeof descriptionIn>): string =>
    JSON.stringify([title, description, tags, favourite, location, Object.entries(fields).sort()]);
  return words(known) === words(said);
}
