/** @file `cloudroll folder list` and `move`: which folder goes where, and what sending it elsewhere means; terminal. */
import { resolve } from 'node:path';
import type { FolderMove } from '../../shared/adoption.ts';
import { badSettings } from '../cloud/home.ts';
import { Failed } from '../foundation/failed.ts';
import { absolutePath } from '../foundation/paths.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { folderMove, moveFolder } from '../library/move-folder.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, type Home, openHome, type Surroundings } from './session.ts';

export async function listFoldersCommand(surroundings: Surroundings, { json }: { json: boolean }): Promise<ExitCode> {
  const { print } = surroundings;
  return withLedger(surroundings, async (ledger) => {
    const folders = ledger.folders.all();
    if (folders.length === 0 && !json) print('No folder yet: cloudroll sync <folder>');
    for (const { path, profile, watched, state } of folders) {
      const line = `${path}: to ${profile}${watched ? '' : ', carried once'}${state === 'not-reachable' ? ', not reachable' : ''}`;
      print(json ? JSON.stringify({ path, profile, watched, state }) : line);
    }
    return exitCode.done;
  });
}

export type MoveOptions = {
  readonly folder: string;
  readonly profile: string;
  readonly yes: boolean;
  readonly json: boolean;
};

/** Without `yes`, only tells what it would mean. */
export async function moveFolderCommand(surroundings: Surroundings, options: MoveOptions): Promise<ExitCode> {
  const { print, workingFolder, clock } = surroundings;
  return withLedger(surroundings, async (ledger, home) => {
    const to = chooseProfile(home, options.profile).name;
    const path = absolutePath(resolve(workingFolder, options.folder));
    const folder = ledger.folders.byPath(path);
    if (folder === null) throw new Failed({ ...badSettings(path), detail: 'not one of the folders here' });
    const means = options.yes ? await moveFolder(ledger, folder, to, clock.now()) : folderMove(ledger, folder, to);
    if (options.json) print(JSON.stringify({ ...means, moved: options.yes }));
    else for (const line of moveLines(means, options.yes)) print(line);
    return exitCode.done;
  });
}

function moveLines({ from, to, stored, alreadyThere, bytes: size, moving }: FolderMove, isDone: boolean): string[] {
  return [
    `${plural(stored, 'image')} of this folder ${stored === 1 ? 'is' : 'are'} stored by ${from}, and ${stored === 1 ? 'stays' : 'stay'} there.`,
    `${bytes(size)} ${isDone ? 'are' : 'would be'} sent to ${to}${alreadyThere === 0 ? '' : `, which has ${plural(alreadyThere, 'image')} already`}.`,
    ...(moving === 0
      ? []
      : [`${plural(moving, 'image')} on the way to ${from} still ${moving === 1 ? 'arrives' : 'arrive'} there.`]),
    isDone ? `The folder belongs to ${to} now.` : 'Nothing was changed: --yes moves it.',
  ];
}

async function withLedger(
  surroundings: Surroundings,
  deed: (ledger: Ledger, home: Home) => Promise<ExitCode>,
): Promise<ExitCode> {
  const home = await openHome(surroundings);
  const ledger = joinLedger(home.folder, surroundings.clock.now(), sayUpgrade(surroundings));
  try {
    return await deed(ledger, home);
  } finally {
    ledger.close();
  }
}
