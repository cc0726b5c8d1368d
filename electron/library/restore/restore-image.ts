/** @file Fetches one image back into a folder of this computer, proven by its hash; what is there already is not fetched. */
import { createHash } from 'node:crypto';
import type { ImageKey } from '../../../shared/queue.ts';
import type { RestoreLayout } from '../../../shared/restoring.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { restorePlace } from './restore-place.ts';
import { type Written, writeFile } from './write-file.ts';

export type FetchParts = {
  readonly ledger: Ledger;
  readonly reached: Reached;
  readonly cloud: (profile: string) => Promise<Cloud>;
  readonly onBytes: (bytes: number) => void;
};

export type ImageToFetch = ImageKey & {
  /** 'original' or the rendition's name. */
  readonly rendition: string;
  readonly layout: RestoreLayout;
  readonly destination: AbsolutePath;
};

/**
 * Resolves when the file is on the disk, whole and proven. Also what a drag out of the window needs: `flat`, into a folder of
 * our own. Throws Failed `object-missing` where nothing of that name is stored, and as the store and `writeFile` do.
 */
export async function restoreImage(parts: FetchParts, image: ImageToFetch, signal: AbortSignal): Promise<Written> {
  const { ledger, reached, onBytes } = parts;
  const { rendition, layout, destination } = image;
  const journey = ledger.journeys.find(image);
  const object = ledger.objects.ofImage(image.profile, image.imageId).find((one) => one.rendition === rendition);
  if (journey === null || object === undefined) throw missing(journey?.fileName ?? image.imageId, rendition);
  const cloud = await parts.cloud(image.profile);
  const place = restorePlace({
    ...{ layout, rendition },
    fileName: journey.fileName,
    directory: journey.directory,
    capturedAt: ledger.images.find(image.imageId)?.details?.capturedAt,
    storedAt: journey.storedAt ?? journey.begunAt,
    key: object.key,
  });
  const file = {
    ...{ destination, place },
    token: createHash('sha256').update(`${image.profile} ${image.imageId} ${rendition}`).digest('hex').slice(0, 24),
    size: object.size,
    sha256: await hashOf(cloud, object, signal),
    fetch: async () => (await cloud.objects.get(object, signal)) ?? Promise.reject(missing(object.key, rendition)),
    onBytes,
  };
  return writeFile(file, reached);
}

/** A ledger that was rebuilt from records knows no hash of a rendition; the object itself says it. */
async function hashOf({ objects: store }: Cloud, object: ObjectRow, signal: AbortSignal): Promise<string | null> {
  if (object.sha256 !== '') return object.sha256;
  const head = await store.head(object, signal);
  return head?.sha256 ?? head?.metadata['sha256'] ?? null;
}

function missing(subject: string, detail: string): Failed {
  return new Failed({ code: 'object-missing', retry: 'never', scope: 'image', subject, detail });
}
