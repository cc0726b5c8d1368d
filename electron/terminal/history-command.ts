/** @file `cloudroll history`: what is stored, newest first; terminal. */
import { createRouterClient } from '@orpc/server';
import type { HistoryEntry } from '../../shared/history.ts';
import { router } from '../api/router.ts';
import { readLedger } from '../ledger/open-ledger.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { bytes } from './measures.ts';
import { onlyLooking } from './only-looking.ts';
import { openHome, type Surroundings } from './session.ts';
import { warningWords } from './words.ts';

export type HistoryOptions = { readonly json: boolean; readonly profile?: string | undefined; readonly limit: number };

/** Asked page by page, so that any length is cheap. */
const page = 500;

export async function historyCommand(surroundings: Surroundings, options: HistoryOptions): Promise<ExitCode> {
  const { print } = surroundings;
  const home = await openHome(surroundings);
  const ledger = readLedger(home.folder);
  if (ledger === null) {
    if (!options.json) print('Nothing is stored yet. Begin with: cloudroll sync <folder>');
    return exitCode.done;
  }
  try {
    const client = createRouterClient(router, { context: onlyLooking(home, ledger, surroundings.clock) });
    const asked = { profile: options.profile, states: ['stored' as const] };
    let after: string | undefined;
    for (let left = options.limit; left > 0; ) {
      const answer = await client.images.page({ ...asked, limit: Math.min(page, left), after });
      for (const entry of answer.entries) print(options.json ? JSON.stringify(entry) : line(entry));
      left -= answer.entries.length;
      if (answer.next === null) break;
      after = answer.next;
    }
    return exitCode.done;
  } finally {
    ledger.close();
  }
}

function line(entry: HistoryEntry): string {
  const pixels = entry.width === null || entry.height === null ? '' : `${entry.width} × ${entry.height}`;
  const renditions = entry.objects.map((object) => object.rendition).filter((name) => name !== 'original');
  const about = [
    bytes(entry.size),
    pixels,
    entry.warning === null ? renditions.join(', ') : warningWords(entry.warning),
  ].filter((text) => text !== '');
  const stored = new Date(entry.storedAt ?? entry.begunAt).toISOString().slice(0, 19).replace('T', ' ');
  return `${stored}  ${entry.fileName}  ${about.join(' · ')}`;
}
