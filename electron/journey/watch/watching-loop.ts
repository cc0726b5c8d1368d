/** @file The watching process's one loop: takes orders, and lets one folder after another do what is due. */
import { assertNever } from '../../../shared/brand.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { FolderToWatch, WatchNews, WatchOrder, WatchSettings } from './folder-watch.ts';
import type { WatchFolder } from './folder-watcher.ts';
import type { KnownFiles } from './known-files.ts';
import type { Inside } from './look-at-directory.ts';
import { outbox } from './outbox.ts';
import { type WatchedFolder, watchedFolder } from './watched-folder.ts';

export type WatchingParts = {
  readonly settings: WatchSettings;
  readonly watchFolder: WatchFolder;
  readonly known: KnownFiles;
  readonly clock: Clock;
  readonly inside: Inside;
  readonly keepsKernelTimes: (path: string) => boolean;
  readonly breathe: () => Promise<void>;
  readonly tell: (news: WatchNews) => void;
};

export type WatchingLoop = {
  readonly order: (order: Exclude<WatchOrder, { kind: 'start' }>) => void;
  /** Runs until the signal aborts, then closes the watchers and resolves. Rejects only for a bug. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** A batch that the ledger could not take (a full disk) is looked for again after that long. */
const rescanAfterLoss = 60_000;

type Entry = { readonly folder: WatchedFolder; readonly ended: AbortController };

export function watchingLoop(parts: WatchingParts): WatchingLoop {
  const { clock } = parts;
  const entries = new Map<number, Entry>();
  const closing = new Set<Promise<void>>();
  let woken = Promise.withResolvers<void>();
  const wake = (): void => woken.resolve();

  const out = outbox(parts.tell, (folderId) => entries.get(folderId)?.folder.scanBy(clock.elapsed() + rescanAfterLoss));

  const remove = (folderId: number): void => {
    const entry = entries.get(folderId);
    if (entry === undefined) return;
    entries.delete(folderId);
    entry.ended.abort();
    const closed = entry.folder.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };

  const add = (folder: FolderToWatch): void => {
    remove(folder.id);
    const watched = watchedFolder(folder, { ...parts, outbox: out, wake });
    entries.set(folder.id, { folder: watched, ended: new AbortController() });
    wake();
  };

  const rest = async (signal: AbortSignal): Promise<void> => {
    const dueAt = Math.min(...[...entries.values()].map(({ folder }) => folder.dueAt()));
    const length = Math.max(0, dueAt - clock.elapsed());
    if (length === 0) return parts.breathe();
    const stirred = new AbortController();
    const aborted = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true, signal: stirred.signal }),
    );
    const alarm =
      length === Number.POSITIVE_INFINITY
        ? []
        : // It rejects only when it is no longer waited for.
          [clock.sleep(length, stirred.signal).catch(() => undefined)];
    await Promise.race([woken.promise, aborted, ...alarm]);
    stirred.abort();
  };

  return {
    order: (order) => {
      switch (order.kind) {
        case 'watch':
          add(order.folder);
          break;
        case 'unwatch':
          remove(order.folderId);
          break;
        case 'scan':
          entries.get(order.folderId)?.folder.scan(order.request, order.settleWithin);
          break;
        case 'acknowledge':
          out.acknowledged(order.batch, order.kept);
          break;
        default:
          assertNever(order, 'order to the watching process');
      }
    },
    run: async (signal) => {
      signal.addEventListener('abort', out.close, { once: true });
      while (!signal.aborted) {
        woken = Promise.withResolvers();
        for (const { folder, ended } of entries.values()) {
          if (folder.dueAt() > clock.elapsed()) continue;
          await folder.step(AbortSignal.any([signal, ended.signal]));
          if (signal.aborted) break;
        }
        if (!signal.aborted) await rest(signal);
      }
      for (const id of [...entries.keys()]) remove(id);
      await Promise.all(closing);
    },
  };
}
