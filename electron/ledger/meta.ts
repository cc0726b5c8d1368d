/** @file Single facts of this ledger (device id, pause, when the cloud was last seen); main process. */
import type { DatabaseSync } from 'node:sqlite';
import { text } from './rows.ts';

export type Meta = {
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
  readonly remove: (name: string) => void;
};

export function metaTable(db: DatabaseSync): Meta {
  const get = db.prepare('SELECT value FROM meta WHERE name = ?');
  const set = db.prepare(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM meta WHERE name = ?');
  return {
    get: (name) => {
      const row = get.get(name);
      return row === undefined ? null : text(row, 'value');
    },
    set: (name, value) => void set.run(name, value),
    remove: (name) => void remove.run(name),
  };
}
