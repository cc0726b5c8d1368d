/** @file A folder's images carried to another profile from now on: what that comes to, and doing it; main process. */
import type { FolderMove } from '../../shared/adoption.ts';
import type { FolderRow } from '../ledger/folders.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number } from '../ledger/rows.ts';

/** What moving would mean now. Changes nothing. */
export function folderMove({ database }: Ledger, { id, profile: from }: FolderRow, to: string): FolderMove {
  const row = database
    .prepare(
      `SELECT
         coalesce(sum(old.state = 'stored'), 0) AS stored,
         coalesce(sum(new.image_id IS NOT NULL), 0) AS already_there,
         coalesce(sum(iif(new.image_id IS NULL AND buried.image_id IS NULL, i.size, 0)), 0) AS bytes,
         coalesce(sum(old.state IN ('hashed', 'uploading', 'confirmed', 'waiting')), 0) AS moving
       FROM (SELECT DISTINCT image_id FROM files WHERE folder_id = ?1 AND state = 'hashed') f
         JOIN images i ON i.image_id = f.image_id
         LEFT JOIN journeys old ON old.profile = ?2 AND old.image_id = f.image_id
         LEFT JOIN journeys new ON new.profile = ?3 AND new.image_id = f.image_id
         LEFT JOIN tombstones buried ON buried.profile = ?3 AND buried.image_id = f.image_id`,
    )
    .get(id, from, to);
  const count = (name: string): number => number(row ?? {}, name);
  return {
    ...{ from, to },
    ...{
      stored: count('stored'),
      alreadyThere: count('already_there'),
      bytes: count('bytes'),
      moving: count('moving'),
    },
  };
}

/**
 * The folder belongs to the other profile afterwards, and each of its images begins a journey there that has none yet and
 * was not deleted there on purpose. What the old profile has stays there; what is on its way there still arrives. All or
 * nothing, in one commit. Twice is harmless. Answers what it came to.
 */
export async function moveFolder(ledger: Ledger, folder: FolderRow, to: string, now: number): Promise<FolderMove> {
  const { database, folders } = ledger;
  return ledger.commit(() => {
    const means = folderMove(ledger, folder, to);
    folders.add({ ...folder, profile: to });
    database
      .prepare(
        `INSERT INTO steps (profile, image_id, state, at, note)
         SELECT DISTINCT ?2, image_id, 'hashed', ?3, 'the folder was moved here' FROM files f
         WHERE folder_id = ?1 AND state = 'hashed'
           AND NOT EXISTS (SELECT 1 FROM journeys j WHERE j.profile = ?2 AND j.image_id = f.image_id)
           AND NOT EXISTS (SELECT 1 FROM tombstones t WHERE t.profile = ?2 AND t.image_id = f.image_id)`,
      )
      .run(folder.id, to, now);
    database
      .prepare(
        `INSERT INTO journeys (profile, image_id, state, file_name, directory, begun_at)
         SELECT ?2, image_id, 'hashed', name, directory, ?3 FROM files f
         WHERE folder_id = ?1 AND state = 'hashed'
           AND NOT EXISTS (SELECT 1 FROM tombstones t WHERE t.profile = ?2 AND t.image_id = f.image_id)
         ORDER BY id ON CONFLICT DO NOTHING`,
      )
      .run(folder.id, to, now);
    // What one profile refuses, as too large or deleted on purpose, another may take.
    database
      .prepare(`UPDATE files SET state = 'settled', reason = NULL WHERE folder_id = ? AND state = 'refused'`)
      .run(folder.id);
    return means;
  });
}
