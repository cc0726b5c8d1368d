/** @file The folders with what became of their files; one walk over an index of the files for all of them. */
import type { FolderCounts, FolderDetails } from '../../shared/folder.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, text, textOrNull } from '../ledger/rows.ts';

export function foldersInFull({ database, folders }: Pick<Ledger, 'database' | 'folders'>): FolderDetails[] {
  const counts = new Map<number, FolderCounts>();
  const rows = database
    .prepare(
      `SELECT f.folder_id, f.state, j.state AS journey, count(*) AS n
       FROM files f JOIN folders d ON d.id = f.folder_id
         LEFT JOIN journeys j ON j.profile = d.profile AND j.image_id = f.image_id
       WHERE f.state <> 'gone' GROUP BY f.folder_id, f.state, j.state`,
    )
    .all();
  for (const row of rows) {
    const id = number(row, 'folder_id');
    const of = counts.get(id) ?? noFiles();
    of[kindOf(text(row, 'state'), textOrNull(row, 'journey'))] += number(row, 'n');
    counts.set(id, of);
  }
  return folders.all().map(({ id, path, profile, state, watched, scannedAt, include, exclude, addedAt }) => ({
    ...{ id, path, profile, state, watched, scannedAt, addedAt },
    include: [...include],
    exclude: [...exclude],
    counts: counts.get(id) ?? noFiles(),
  }));
}

function noFiles(): FolderCounts {
  return { stored: 0, queued: 0, moving: 0, waiting: 0, held: 0, refused: 0 };
}

function kindOf(file: string, journey: string | null): keyof FolderCounts {
  if (file === 'settled') return 'queued';
  if (file === 'refused' || file === 'waiting') return file;
  switch (journey) {
    case 'stored':
    case 'waiting':
      return journey;
    case 'blocked':
    case 'failed':
    case 'cancelled':
      return 'held';
    default:
      return 'moving';
  }
}
