/** @file The usage table: requests and bytes by profile, day and class; main process and terminal. */
import type { DatabaseSync } from 'node:sqlite';
import { RequestClass } from '../../shared/cost.ts';
import { number, type Row, textOrNull } from './rows.ts';

export type Used = {
  readonly profile: string;
  /** UTC, "2026-11-21". */
  readonly day: string;
  readonly class: RequestClass;
  readonly requests: number;
  /** Bytes of bodies, sent and received. */
  readonly sent: number;
  readonly received: number;
};

export type Usage = {
  /** To what was counted before. To be called inside a commit. */
  readonly add: (used: Used) => void;
  /** Sums by class. `month`: "2026-11". */
  readonly ofMonth: (profile: string, month: string) => Omit<Used, 'profile' | 'day'>[];
  /** The first day of the month on which anything was counted. */
  readonly firstDay: (profile: string, month: string) => string | null;
  /** What the ledger knows to be stored: bytes of objects, and images that have a record. */
  readonly stored: (profile: string) => { readonly bytes: number; readonly images: number };
};

export function usageOf(db: DatabaseSync): Usage {
  const add = db.prepare(`
    INSERT INTO usage (profile, day, class, requests, sent, received) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, sent = sent + excluded.sent,
      received = received + excluded.received`);
  const within = `profile = ?1 AND day >= ?2 || '-01' AND day <= ?2 || '-31'`;
  const ofMonth = db.prepare(`
    SELECT class, sum(requests) AS requests, sum(sent) AS sent, sum(received) AS received FROM usage
    WHERE ${within} GROUP BY class`);
  const firstDay = db.prepare(`SELECT min(day) AS day FROM usage WHERE ${within}`);
  const bytes = db.prepare('SELECT coalesce(sum(size), 0) AS bytes FROM objects WHERE profile = ?');
  const images = db.prepare(`SELECT count(*) AS images FROM journeys WHERE profile = ? AND state = 'stored'`);
  const usedRow = (row: Row) => ({
    class: RequestClass.parse(row['class']),
    requests: number(row, 'requests'),
    sent: number(row, 'sent'),
    received: number(row, 'received'),
  });
  return {
    add: (used) => void add.run(used.profile, used.day, used.class, used.requests, used.sent, used.received),
    ofMonth: (profile, month) => ofMonth.all(profile, month).map(usedRow),
    firstDay: (profile, month) => textOrNull(firstDay.get(profile, month) ?? { day: null }, 'day'),
    stored: (profile) => ({
      bytes: number(bytes.get(profile) ?? {}, 'bytes'),
      images: number(images.get(profile) ?? {}, 'images'),
    }),
  };
}
