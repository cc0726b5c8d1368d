/** @file `cloudroll pause`, `resume`, `try` and `cancel`: orders to the queue, beside a running Cloudroll or without one; terminal. */
import { resolve } from 'node:path';
import type { CancelOutcome, PauseRequest } from '../../shared/queue.ts';
import { absolutePath } from '../foundation/paths.ts';
import { type Queue, queue } from '../journey/queue.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { findImage, type NamedImages } from '../library/find-image.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { openHome, type Surroundings } from './session.ts';
import { closedWords } from './words.ts';

export type PauseOptions = {
  /** Minutes. */
  readonly for?: number | undefined;
  readonly until?: 'tomorrow' | undefined;
};

/** Without a length, until `resume`. Every Cloudroll on this home knows of it within a second or two. */
export async function pauseCommand(surroundings: Surroundings, options: PauseOptions): Promise<ExitCode> {
  const { until } = await ordering(surroundings, (orders) => orders.pause(requestOf(options)));
  surroundings.print(`${closedWords({ reason: 'paused', until })} What is being sent goes on to its end.`);
  return exitCode.done;
}

export async function resumeCommand(surroundings: Surroundings): Promise<ExitCode> {
  await ordering(surroundings, (orders) => orders.resume());
  surroundings.print('Resumed.');
  return exitCode.done;
}

/** Without a name, everything that waits or needs a person. */
export async function tryCommand(surroundings: Surroundings, name: string | undefined): Promise<ExitCode> {
  const { print, complain } = surroundings;
  if (name === undefined) {
    const tried = await ordering(surroundings, (orders) => orders.tryEverythingNow());
    print(`Trying again: ${tried}, and whatever was held.`);
    return exitCode.done;
  }
  const tried = await ordering(surroundings, async (orders, find) => {
    const { fileId, images } = await find(name);
    const found = fileId === null ? [] : [await orders.tryFileNow(fileId)];
    for (const image of images) found.push(await orders.tryNow(image));
    return found.includes(true);
  });
  if (tried) print(`Trying ${name} again.`);
  else complain(`${name} is not waiting, blocked, failed, cancelled or deleted: there is nothing to try.`);
  return tried ? exitCode.done : exitCode.wrongUse;
}

export async function cancelCommand(surroundings: Surroundings, name: string): Promise<ExitCode> {
  const { print, complain } = surroundings;
  const outcomes = await ordering(surroundings, async (orders, find) => {
    const all: CancelOutcome[] = [];
    for (const image of (await find(name)).images) all.push(await orders.cancel(image));
    return all;
  });
  if (outcomes.includes('cancelled')) print(`Cancelled ${name}. To have it carried after all: cloudroll try ${name}`);
  else if (outcomes.includes('too-late')) complain(`${name} is stored already, and stays so.`);
  else complain(`${name} is not on its way: it is not known here, or was not read yet.`);
  return outcomes.includes('cancelled') ? exitCode.done : exitCode.wrongUse;
}

type Find = (name: string) => Promise<NamedImages>;

async function ordering<T>(surroundings: Surroundings, deed: (orders: Queue, find: Find) => Promise<T>): Promise<T> {
  const { clock, workingFolder, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  try {
    // Whoever carries looks into the ledger by itself.
    const orders = queue(ledger, clock, () => Promise.resolve());
    return await deed(orders, (name) =>
      findImage(ledger, name, absolutePath(resolve(workingFolder, name)), interrupted),
    );
  } finally {
    ledger.close();
  }
}

function requestOf(options: PauseOptions): PauseRequest {
  if (options.for !== undefined) return { kind: 'for', minutes: options.for };
  return { kind: options.until === 'tomorrow' ? 'until-tomorrow' : 'until-resumed' };
}
