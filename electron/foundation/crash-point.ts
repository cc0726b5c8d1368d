/** @file Names the lines after which a crash must be harmless; in tests the process dies there, in life nothing happens. */

export const crashPoints = [
  'file-settled',
  'file-hashed',
  'journey-uploading',
  'multipart-begun',
  'part-sent',
  'part-noted',
  'multipart-completed',
  'object-sent',
  'object-confirmed',
  'all-objects-confirmed',
  'record-sent',
  'journey-stored',
  'retry-noted',
  'tombstone-noted',
  'deletion-gathered',
  'record-buried',
  'object-removed',
  'deletion-ended',
  'restore-fetched',
  'restore-noted',
  'freeing-noted',
  'file-trashed',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Called right after the write, send or commit of that name. */
export type Reached = (point: CrashPoint) => void;

export const noCrash: Reached = () => undefined;

/** Kills this process (as kill -9 does) at the `nth` time that `point` is reached. For the durability tests. */
export function crashAt(point: string, nth: number): Reached {
  let times = 0;
  return (reached) => {
    if (reached !== point) return;
    times += 1;
    if (times === nth) process.kill(process.pid, 'SIGKILL');
  };
}
