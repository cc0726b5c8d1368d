/** @file The pause as the ledger keeps it, over restarts and for every process that has it open. */
import { z } from 'zod';
import type { Meta } from '../ledger/meta.ts';
import type { Pause } from './gate.ts';

const KeptPause = z.object({ until: z.number().nullable() });
const name = 'pause';

/** Null when nobody paused; one that has run out is still told. */
export function readPause(meta: Meta): Pause | null {
  const kept = meta.get(name);
  return kept === null ? null : KeptPause.parse(JSON.parse(kept));
}

/** To be called inside a commit; null ends the pause. */
export function keepPause(meta: Meta, pause: Pause | null): void {
  if (pause === null) meta.remove(name);
  else meta.set(name, JSON.stringify(pause));
}
