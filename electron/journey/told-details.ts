/** @file What may be told of a picture: all that it says of itself, but for a location that its owner took away; main process. */
import type { PictureDetails } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/**
 * [Note: Location taken away] The ledger goes on knowing what the file says: sharing has to know that the original tells a
 * place, another profile may tell it still, and undo puts it back. Whatever shows, records or sends of it asks here.
 */
export function toldDetails<Details extends PictureDetails | null>(
  { catalogue }: Pick<Ledger, 'catalogue'>,
  key: ImageKey,
  details: Details,
): Details | Omit<PictureDetails, 'gps'> {
  if (details?.gps === undefined || (catalogue.find(key)?.location ?? true)) return details;
  const { gps: _, ...told } = details;
  return told;
}
