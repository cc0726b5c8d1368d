/** @file `cloudroll get`: images back from the cloud into a folder, proven, nothing there overwritten; terminal. */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RestoreLayout, RestoreProgress } from '../../shared/restoring.ts';
import type { Selection } from '../../shared/selection.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import { absolutePath } from '../foundation/paths.ts';
import { beginRestore, restoreImages } from '../library/restore/restore-images.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type KeepingSession, keeping } from './keeping-session.ts';
import { runSteps } from './listr2-steps.ts';
import { bytes, plural } from './measures.ts';
import type { Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type GetOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly all: boolean;
  readonly rendition: string;
  readonly layout: RestoreLayout;
};

/** Called again for the same folder it goes on: what is there is not fetched twice. Throws Failed when the cloud cannot be had. */
export function getCommand(
  surroundings: Surroundings,
  folder: string,
  names: readonly string[],
  options: GetOptions,
): Promise<ExitCode> {
  const { complain, print, workingFolder } = surroundings;
  return keeping(surroundings, options.profile, async (session) => {
    if (options.all === names.length > 0) {
      complain('Name the images, or say --all.');
      return exitCode.wrongUse;
    }
    const of = await selectionOf(surroundings, session, names, options);
    if (of === null) return exitCode.wrongUse;
    const destination = absolutePath(resolve(workingFolder, folder));
    await mkdir(destination, { recursive: true }).catch((error: unknown) => {
      throw fileFailure(error, destination);
    });
    const { rendition, layout } = options;
    const { ledger } = session;
    const id = await beginRestore({ ledger, clock: surroundings.clock }, { of, rendition, layout }, destination);
    const end = await fetchAll(surroundings, session, id, options.json);
    // The next call finds what is there by its content.
    await ledger.commit(() => ledger.restores.remove(id));
    if (options.json) print(JSON.stringify(end));
    else for (const { failure } of end.failures) complain(failureWords(failure));
    if (surroundings.interrupted.aborted) return exitCode.interrupted;
    return end.failed === 0 ? exitCode.done : exitCode.someFailed;
  });
}

async function fetchAll(
  surroundings: Surroundings,
  session: KeepingSession,
  id: number,
  isJson: boolean,
): Promise<RestoreProgress> {
  const { clock, random, isLive, interrupted } = surroundings;
  const row = session.ledger.restores.find(id);
  if (row === null) throw new Error('It was begun a moment ago');
  let end: RestoreProgress | undefined;
  const run = async (say: (line: string) => void): Promise<string> => {
    for await (const progress of restoreImages({ ...session, clock, random }, row, interrupted)) {
      end = progress;
      say(
        `${progress.done} of ${plural(progress.images, 'image')} · ${bytes(progress.bytesDone)} of ${bytes(progress.bytes)}`,
      );
    }
    return end === undefined ? 'Nothing to fetch' : summary(end);
  };
  await runSteps([{ title: 'Fetching', run }], { clock, look: isJson ? 'silent' : isLive ? 'live' : 'plain' });
  if (end === undefined) throw new Error('Nothing was told');
  return end;
}

/** Null when a name means nothing; that is said. */
async function selectionOf(
  { complain }: Surroundings,
  session: KeepingSession,
  names: readonly string[],
  { all, profile }: GetOptions,
): Promise<Selection | null> {
  if (all) return { filter: { states: ['stored'], ...(profile === undefined ? {} : { profile }) } };
  const { images, unknown } = await session.find(names);
  for (const name of unknown) complain(`${name} is not known here.`);
  return unknown.length > 0 ? null : { images };
}

function summary({ written, renamed, there, failed }: RestoreProgress): string {
  return [
    `${plural(written, 'image')} fetched and proven`,
    renamed > 0 ? `${renamed} beside other files of the same name` : '',
    there > 0 ? `${there} were there already` : '',
    failed > 0 ? `${failed} failed` : '',
  ]
    .filter((text) => text !== '')
    .join(' · ');
}
