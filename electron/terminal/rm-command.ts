/** @file `cloudroll rm`, `deleted` and `undelete`: away from the cloud, undone by Ctrl+C in time, listed, put back; terminal. */
import type { DeletedEntry } from '../../shared/deletion.ts';
import type { DeletionRow } from '../ledger/deletions.ts';
import { beginDeletion, undoDeletion } from '../library/delete/begin-deletion.ts';
import { gatheredOf } from '../library/delete/gathered.ts';
import { putBack } from '../library/delete/put-back.ts';
import { recentlyDeleted } from '../library/delete/recently-deleted.ts';
import { type Deletions, runDeletions } from '../library/delete/run-deletions.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type KeepingSession, keeping } from './keeping-session.ts';
import { bytes, plural } from './measures.ts';
import { chooseProfile, type Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type RmOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly versions: boolean;
  readonly confirm?: number | undefined;
};

/** Files of this computer are never touched. Throws Failed when the ledger cannot be had. */
export function rmCommand(surroundings: Surroundings, names: readonly string[], options: RmOptions): Promise<ExitCode> {
  const { print, complain } = surroundings;
  return keeping(surroundings, options.profile, async (session) => {
    const { images, unknown } = await session.find(names);
    for (const name of unknown) complain(`${name} is not known here.`);
    if (unknown.length > 0) return exitCode.wrongUse;
    const confirmed = options.confirm === undefined ? {} : { confirmed: options.confirm };
    const asked = { of: { images }, versions: options.versions, ...confirmed };
    const answer = await beginDeletion({ ...session, clock: surroundings.clock }, asked);
    if (answer.kind === 'confirm') {
      const { images: many, library } = answer;
      complain(
        `That is ${plural(many, 'image')} of ${library.toLocaleString('en-US')}, ${bytes(answer.bytes)}. If you mean it: --confirm ${many}`,
      );
      return exitCode.wrongUse;
    }
    if (answer.images === 0) {
      complain('Nothing of that is stored (any more), or it is being deleted already.');
      return exitCode.wrongUse;
    }
    if (!options.json)
      print(`Deleting ${plural(answer.images, 'image')} from the cloud in 10 seconds. Ctrl+C keeps them.`);
    const rows = await carriedOut(surroundings, session, answer.batch);
    return report(surroundings, rows, options.json);
  });
}

/** The batch, when each of it has gone, failed, or was kept by Ctrl+C. */
async function carriedOut(surroundings: Surroundings, session: KeepingSession, batch: string): Promise<DeletionRow[]> {
  const { clock, interrupted } = surroundings;
  const { ledger, isOwner } = session;
  const runner = isOwner ? runnerOf(surroundings, session) : null;
  try {
    for (;;) {
      const rows = ledger.deletions.ofBatch(batch);
      const isSettled = rows.every(({ state, failure }) => state === 'deleted' || failure !== null);
      if (isSettled || interrupted.aborted) break;
      await runner?.idle();
      const next = Math.min(...rows.map((row) => row.nextAt ?? Number.POSITIVE_INFINITY)) - clock.now();
      // Beside another Cloudroll it is that one's work, so it is looked at now and then.
      const length = Math.max(50, Math.min(runner === null ? 500 : next, 1000));
      await clock.sleep(length, interrupted).catch(() => undefined);
    }
    if (interrupted.aborted) await undoDeletion({ ledger }, batch);
    return ledger.deletions.ofBatch(batch);
  } finally {
    await runner?.close();
  }
}

function runnerOf(surroundings: Surroundings, session: KeepingSession): Deletions {
  const { clock, random } = surroundings;
  const { log } = session.home;
  return runDeletions({ ...session, clock, random, log, carrying: new Map(), onNews: () => undefined });
}

/** What became of each; of a deletion that was taken back there is no row. */
export function report(
  { print, complain, interrupted }: Pick<Surroundings, 'print' | 'complain' | 'interrupted'>,
  rows: readonly DeletionRow[],
  isJson: boolean,
): ExitCode {
  const ended = rows.filter(({ state }) => state === 'deleted');
  const neverSent = ended.filter(wasNeverSent).length;
  const deleted = ended.length - neverSent;
  const left = rows.filter(({ state }) => state !== 'deleted');
  if (isJson) {
    const failed = left.map(({ imageId, fileName, failure }) => ({ imageId, fileName, code: failure?.code ?? null }));
    print(JSON.stringify({ deleted, neverSent, kept: interrupted.aborted && left.length === 0, failed }));
  } else {
    for (const { fileName, failure } of left) {
      complain(`${fileName}: ${failure === null ? 'not deleted yet.' : failureWords(failure)}`);
    }
    if (left.length > 0) complain('What is left goes on with the next start of Cloudroll.');
    if (deleted > 0) print(`Deleted ${plural(deleted, 'image')} from the cloud. Your files are where they were.`);
    if (neverSent > 0)
      print(`${plural(neverSent, 'image')} had not been sent: nothing was in the cloud, and nothing will be sent.`);
    if (interrupted.aborted && rows.length === 0) print('Nothing was deleted.');
  }
  if (interrupted.aborted) return exitCode.interrupted;
  return left.length === 0 ? exitCode.done : exitCode.someFailed;
}

/** No object was confirmed and no record told of one. */
function wasNeverSent(row: DeletionRow): boolean {
  const gathered = gatheredOf(row);
  return gathered !== null && gathered.objects.length === 0 && gathered.record === null;
}

export type DeletedOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly limit: number;
};

export function deletedCommand(surroundings: Surroundings, options: DeletedOptions): Promise<ExitCode> {
  const { print, interrupted } = surroundings;
  return keeping(surroundings, options.profile, async ({ home, ledger, cloud }) => {
    const { name } = chooseProfile(home, options.profile);
    let after: string | undefined;
    let shown = 0;
    do {
      const limit = Math.min(100, options.limit - shown);
      const page = await recentlyDeleted(ledger, await cloud(name), { limit, after }, interrupted);
      for (const entry of page.entries) print(options.json ? JSON.stringify(entry) : deletedLine(entry));
      shown += page.entries.length;
      after = page.next ?? undefined;
    } while (after !== undefined && shown < options.limit);
    if (shown === 0 && !options.json) print('Nothing was deleted.');
    return exitCode.done;
  });
}

const comingBack = {
  yes: 'can come back',
  no: 'gone for good',
  unknown: 'not known whether it can come back',
} as const;

function deletedLine({ imageId, fileName, size, deletedAt, by, canComeBack }: DeletedEntry): string {
  const when = new Date(deletedAt).toISOString().slice(0, 16).replace('T', ' ');
  return [`${imageId.slice(0, 12)}  ${when}  ${fileName}`, bytes(size), by ?? '', comingBack[canComeBack]]
    .filter((text) => text !== '')
    .join(' · ');
}

export function undeleteCommand(
  surroundings: Surroundings,
  names: readonly string[],
  options: Pick<RmOptions, 'json' | 'profile'>,
): Promise<ExitCode> {
  const { print, complain, clock, interrupted } = surroundings;
  return keeping(surroundings, options.profile, async (session) => {
    const { images, unknown } = await session.find(names);
    for (const name of unknown) complain(`${name} is not known here.`);
    if (unknown.length > 0) return exitCode.wrongUse;
    const { back, failed } = await putBack({ ...session, clock }, images, interrupted);
    if (options.json) print(JSON.stringify({ back, failed }));
    else {
      for (const { failure } of failed) complain(failureWords(failure));
      if (back > 0) print(`${plural(back, 'image')} in the cloud again.`);
    }
    return failed.length === 0 ? exitCode.done : exitCode.someFailed;
  });
}
