/** @file Everything the ledger knows of one image in one profile: details, objects, files here, and its way step by step. */
import { join } from 'node:path';
import type { ImageInFull } from '../../shared/history.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { toldDetails } from '../journey/told-details.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { entries } from './history.ts';

/** Null for an image that never had a journey in that profile. `profile` is null where the profile was removed since. */
export function imageInFull(ledger: Ledger, key: ImageKey, profile: Profile | null): ImageInFull | null {
  const journey = ledger.journeys.find(key);
  if (journey === null) return null;
  const { objects: _, ...entry } = entries(ledger)(key);
  return {
    ...entry,
    details: toldDetails(ledger, key, ledger.images.find(key.imageId)?.details ?? {}),
    failure: journey.failure,
    attempts: journey.attempts,
    nextTry: journey.nextAt,
    provenAt: ledger.proofs.of(key),
    bytesSent: journey.bytesSent,
    outcome: journey.outcome,
    record:
      journey.state === 'stored' && profile?.table !== undefined
        ? { table: profile.table, userId: profile.userId, imageId: key.imageId }
        : null,
    objects: ledger.objects
      .ofImage(key.profile, key.imageId)
      .map(({ rendition, bucket, key: objectKey, size, contentType, width, height, proof, sha256, ...rest }) => ({
        rendition,
        bucket,
        key: objectKey,
        size,
        contentType,
        width,
        height,
        proof,
        sha256,
        versionId: rest.versionId,
        confirmedAt: rest.confirmedAt,
      })),
    files: ledger.files.ofImage(key.imageId).flatMap((file) => {
      const folder = ledger.folders.byId(file.folderId);
      if (folder === null) return [];
      const path = join(folder.path, file.directory, file.name);
      return [{ id: file.id, folder: folder.id, path, modified: file.identity.modified }];
    }),
    journal: ledger.journeys.journal(key).map(({ state, at, note }) => ({ state, at, note })),
  };
}
