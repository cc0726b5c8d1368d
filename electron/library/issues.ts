/** @file Everything that waits or needs a person, gathered from the ledger: one issue for a whole profile, one for an image. */
import { join } from 'node:path';
import type { IssueEntry } from '../../shared/issue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/** At most `limit` of each kind; those of whole profiles first. */
export function issues(ledger: Ledger, limit: number): IssueEntry[] {
  const folders = new Map(ledger.folders.all().map((folder) => [folder.id, folder.path]));
  const path = (file: { folderId: number; directory: string; name: string }): string =>
    join(folders.get(file.folderId) ?? '', file.directory, file.name);
  const ofProfiles = ledger.holds.all().map(
    ({ profile, failure, since, nextAt }): IssueEntry => ({
      kind: 'profile',
      profile,
      failure,
      since,
      nextTry: nextAt,
    }),
  );
  const ofImages = ledger.journeys.held(limit).flatMap((journey): IssueEntry[] => {
    if (journey.failure === null) return [];
    const file = ledger.files.ofImage(journey.imageId)[0];
    return [
      {
        kind: 'image',
        profile: journey.profile,
        imageId: journey.imageId,
        path: file === undefined ? journey.fileName : path(file),
        state: journey.state,
        failure: journey.failure,
        nextTry: journey.nextAt,
      },
    ];
  });
  const ofFiles = ledger.files.waitings(limit).map(
    (file): IssueEntry => ({
      kind: 'file',
      file: file.id,
      path: path(file),
      failure: file.failure,
      nextTry: file.nextAt,
    }),
  );
  const refused = ledger.files
    .refusals(limit)
    .map((file): IssueEntry => ({ kind: 'refused', path: path(file), reason: file.reason }));
  const findings = ledger.findings
    .all(limit)
    .map(({ kind, ...finding }): IssueEntry => ({ kind: 'finding', finding: kind, ...finding }));
  return [...ofProfiles, ...ofImages, ...findings, ...ofFiles, ...refused];
}
