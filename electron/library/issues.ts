/** @file Everything that waits or needs a person, gathered from the ledger: one issue for a whole profile, one for an image. */
import { join } from 'node:path';
import type { Failure } from '../../shared/failure.ts';
import type { IssueEntry } from '../../shared/issue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/**
 * At most `limit` of each kind; what stops everything first, then whole profiles. `unwritable` is what keeps the ledger from
 * being written, which the ledger itself cannot tell.
 */
export function issues(ledger: Ledger, limit: number, unwritable: Failure | null): IssueEntry[] {
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
  const deletions = ledger.deletions
    .failed(limit)
    .flatMap(({ profile, imageId, fileName, failure, nextAt }): IssueEntry[] =>
      failure === null ? [] : [{ kind: 'deletion', profile, imageId, fileName, failure, nextTry: nextAt }],
    );
  const findings = ledger.findings
    .all(limit)
    .map(({ kind, ...finding }): IssueEntry => ({ kind: 'finding', finding: kind, ...finding }));
  const ofComputer: IssueEntry[] = unwritable === null ? [] : [{ kind: 'computer', failure: unwritable }];
  return [...ofComputer, ...ofProfiles, ...ofImages, ...deletions, ...findings, ...ofFiles, ...refused];
}
