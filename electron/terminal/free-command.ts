/** @file `cloudroll free`: shows what local files could go because the cloud has them, and puts them into the trash; terminal. */
import { resolve } from 'node:path';
import { type FreePreview, type FreeProgress, FreeWish } from '../../shared/free-space.ts';
import { readImage } from '../journey/hash/read-image.ts';
import { filesToFree } from '../library/free/files-to-free.ts';
import { freedPage, freeSpace } from '../library/free/free-space.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type KeepingSession, keeping } from './keeping-session.ts';
import { runSteps } from './listr2-steps.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, type Surroundings } from './session.ts';
import { trashFile } from './trash-file.ts';
import { failureWords } from './words.ts';

export type FreeOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly folder?: string | undefined;
  readonly keepDays: number;
  readonly favourites: boolean;
  readonly confirm?: number | undefined;
  readonly list: boolean;
};

/** Without `--confirm` and the number that the preview told, nothing goes. */
export function freeCommand(surroundings: Surroundings, options: FreeOptions): Promise<ExitCode> {
  const { clock, print, complain, workingFolder } = surroundings;
  return keeping(surroundings, options.profile, async (session) => {
    const { ledger, home } = session;
    if (options.list) return list(surroundings, session, options.json);
    const { name } = chooseProfile(home, options.profile);
    const folder = options.folder === undefined ? null : ledger.folders.byPath(resolve(workingFolder, options.folder));
    if (folder === null && options.folder !== undefined) {
      complain(`${options.folder} is no folder that Cloudroll carries.`);
      return exitCode.wrongUse;
    }
    const { keepDays, favourites } = options;
    const below = folder === null ? {} : { folder: folder.id };
    const wish = FreeWish.parse({ profile: name, keepDays, keepFavourites: !favourites, ...below });
    const { preview } = filesToFree({ ledger, now: clock.now() }, wish);
    if (options.confirm !== undefined) return free(surroundings, session, { ...wish, files: options.confirm }, options);
    if (options.json) print(JSON.stringify(preview));
    else for (const line of previewLines(preview)) print(line);
    return exitCode.done;
  });
}

async function free(
  surroundings: Surroundings,
  session: KeepingSession,
  wish: FreeWish & { readonly files: number },
  { json }: FreeOptions,
): Promise<ExitCode> {
  const { clock, random, print, complain, isLive, interrupted } = surroundings;
  let end: FreeProgress | undefined;
  const run = async (say: (line: string) => void): Promise<string> => {
    const parts = { ...session, clock, random, read: readImage, trash: trashFile };
    for await (const progress of freeSpace(parts, wish, interrupted)) {
      end = progress;
      say(`${progress.done} of ${plural(progress.files, 'file')} · ${bytes(progress.freedBytes)} freed`);
    }
    const { freed = 0, freedBytes = 0 } = end ?? {};
    return `${plural(freed, 'file')} in the trash · ${bytes(freedBytes)} free when it is emptied`;
  };
  await runSteps([{ title: 'Proving and freeing', run }], { clock, look: json ? 'silent' : isLive ? 'live' : 'plain' });
  if (end === undefined) throw new Error('Nothing was told');
  if (json) print(JSON.stringify(end));
  else for (const { failure } of end.failures) complain(`Left where it is: ${failureWords(failure)}`);
  if (interrupted.aborted) return exitCode.interrupted;
  return end.left + end.failed === 0 ? exitCode.done : exitCode.someFailed;
}

function previewLines({ images, files, bytes: size, kept }: FreePreview): string[] {
  const stays = [
    kept.recent > 0 ? `${plural(kept.recent, 'file')} of the last days` : '',
    kept.favourites > 0 ? `${plural(kept.favourites, 'file')} of favourites` : '',
    kept.notStored > 0 ? `${plural(kept.notStored, 'file')} not in the cloud` : '',
  ].filter((text) => text !== '');
  const lines = stays.length === 0 ? [] : [`Stays: ${stays.join(', ')}.`];
  if (files === 0) return ['Nothing to free.', ...lines];
  return [
    `${plural(files, 'file')} (${plural(images, 'image')}, ${bytes(size)}) can go to the trash: the cloud has them.`,
    ...lines,
    `Each is proven once more before it goes: cloudroll free --confirm ${files}`,
  ];
}

async function list({ print }: Surroundings, { ledger }: KeepingSession, isJson: boolean): Promise<ExitCode> {
  let after: string | undefined;
  do {
    const page = await freedPage({ ledger }, { limit: 100, after });
    for (const entry of page.entries) {
      const when = new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ');
      print(isJson ? JSON.stringify(entry) : `${when}  ${entry.path}  ${bytes(entry.size)}`);
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
  return exitCode.done;
}
