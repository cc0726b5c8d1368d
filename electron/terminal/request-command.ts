/** @file `cloudroll request` and `cloudroll incoming`: ask somebody without keys for a photo, and take in what comes; terminal. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RequestEntry } from '../../shared/photo-request.ts';
import { inbox } from '../api/inbox.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import { absolutePath } from '../foundation/paths.ts';
import { listIncoming } from '../library/request/list-incoming.ts';
import { makeRequest } from '../library/request/make-request.ts';
import { discardIncoming, settleIncoming } from '../library/request/settle-incoming.ts';
import { takeIncoming } from '../library/request/take-incoming.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, openHome, openSession, type Surroundings } from './session.ts';
import { sharing } from './sharing-session.ts';
import { runDry } from './sync-folders.ts';
import { refusalWords } from './words.ts';

export type RequestCommandOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly type: string;
  /** Bytes, exactly. */
  readonly size?: number | undefined;
  /** Bytes, at most. */
  readonly most: number;
  /** Seconds. */
  readonly for: number;
  /** Where a page for the sender is written; the file must not be there yet. */
  readonly page?: string | undefined;
};

export async function requestCommand(
  surroundings: Surroundings,
  label: string,
  options: RequestCommandOptions,
): Promise<ExitCode> {
  const { print, complain, workingFolder } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, options.profile);
  const { type: contentType, for: life } = options;
  const size =
    options.size === undefined
      ? { kind: 'most' as const, bytes: Math.min(options.most, profile.largestFile) }
      : { kind: 'exact' as const, bytes: options.size };
  const request = await sharing(surroundings, home, async (partsOf) =>
    makeRequest(await partsOf(profile), { profile: profile.name, label, contentType, size, life }),
  );
  if (options.page !== undefined) {
    const path = resolve(workingFolder, options.page);
    await writeFile(path, request.page, { flag: 'wx' }).catch((error: unknown) => {
      throw fileFailure(error, path);
    });
    complain(`The page for the sender is ${path}. The bucket must allow PUT from a browser (CORS).`);
  }
  print(options.json ? JSON.stringify(request) : request.curl);
  if (!options.json) {
    complain(`It takes one file, once, until ${timeOf(request.expiresAt)}. What came: cloudroll incoming`);
    if (request.limitedBy === 'keys-end') complain('Shorter than asked for: the keys that signed it end then.');
  }
  return exitCode.done;
}

export type IncomingCommandOptions = { readonly json: boolean; readonly profile?: string | undefined };

export async function incomingCommand(
  surroundings: Surroundings,
  { json, profile: asked }: IncomingCommandOptions,
): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked);
  const entries = await sharing(surroundings, home, async (partsOf) =>
    listIncoming(await partsOf(profile), interrupted),
  );
  for (const entry of entries) print(json ? JSON.stringify(entry) : line(entry));
  if (entries.length === 0 && !json) print('Nothing was asked for yet. Begin with: cloudroll request <for whom>');
  return exitCode.done;
}

/** Everything that arrived, or the one under `key`; ends when it is stored. */
export async function takeCommand(
  surroundings: Surroundings,
  key: string | undefined,
  { json, profile: asked, patience }: IncomingCommandOptions & { readonly patience: number },
): Promise<ExitCode> {
  const { print, clock, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked);
  const quiet = { settleFor: 0, onArrival: () => undefined, onBytes: () => undefined };
  const engine = await openSession(surroundings, { home, ...quiet });
  try {
    const { ledger } = engine;
    const put = inbox({ home: home.folder, engine, clock });
    const parts = {
      ...{ ledger, home: home.folder, now: () => clock.now(), cloud: await engine.clouds.open(profile.name) },
      carry: (path: Parameters<typeof put.copy>[1], fileName: string) => put.copy(profile, path, fileName),
    };
    const count = await takeIncoming(parts, key, interrupted);
    const folder = ledger.folders.byPath(absolutePath(join(home.folder, 'inbox', profile.name)));
    if (folder !== null) {
      engine.watch(folder, false);
      await engine.watching.scanNow(folder.id, patience * 1000);
      await runDry({ engine, clock, patience: patience * 1000, signal: interrupted });
    }
    const stored = await settleIncoming(parts, interrupted);
    if (json) print(JSON.stringify({ ...count, stored }));
    else print(`Taken in: ${plural(count.taken, 'file')}; refused: ${count.refused}; stored by now: ${stored}.`);
    return count.refused === 0 ? exitCode.done : exitCode.someFailed;
  } finally {
    await engine.close();
  }
}

/** What lies there is removed without being taken. */
export async function discardCommand(
  surroundings: Surroundings,
  key: string,
  { profile: asked }: Pick<IncomingCommandOptions, 'profile'>,
): Promise<ExitCode> {
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked);
  await sharing(surroundings, home, async (partsOf) =>
    discardIncoming(await partsOf(profile), key, surroundings.interrupted),
  );
  surroundings.print(`Discarded ${key}.`);
  return exitCode.done;
}

function line({ label, key, state, reason, expiresAt, arrived }: RequestEntry): string {
  const about = [
    reason === null ? state : `${state}: ${refusalWords(reason)}`,
    arrived === null ? '' : bytes(arrived.size),
    state === 'open' && expiresAt !== null ? `until ${timeOf(expiresAt)}` : '',
  ];
  return [label ?? 'of another computer', ...about.filter((text) => text !== ''), key].join('  ');
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
