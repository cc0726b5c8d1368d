/** @file The journey with a real ledger and real files, in memory clouds or any other, on a clock that the test moves. */
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { budget } from '../../electron/foundation/budget.ts';
import type { Clock } from '../../electron/foundation/clock.ts';
import { noCrash, type Reached } from '../../electron/foundation/crash-point.ts';
import { failedSoon } from '../../electron/foundation/failed.ts';
import { fileIdentity, sameContentLikely, sameFile } from '../../electron/foundation/file-identity.ts';
import { type Log, silentLog } from '../../electron/foundation/log.ts';
import { type AbsolutePath, absolutePath } from '../../electron/foundation/paths.ts';
import { readImage } from '../../electron/journey/hash/read-image.ts';
import type { Arrival, JourneyParts } from '../../electron/journey/journey.ts';
import { keepBatch } from '../../electron/journey/keep-batches.ts';
import type { RecordStore } from '../../electron/journey/record/record-store.ts';
import type { ImageResizer } from '../../electron/journey/resize/image-resizer.ts';
import { type ScheduleOptions, startSchedule, type Work } from '../../electron/journey/schedule.ts';
import type { ObjectStore } from '../../electron/journey/upload/object-store.ts';
import type { Departure, Sighting } from '../../electron/journey/watch/folder-watch.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { Profile } from '../../shared/profile.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { type MemoryObjectStore, memoryObjectStore } from '../fakes/memory-object-store.ts';
import { type MemoryRecordStore, memoryRecordStore } from '../fakes/memory-record-store.ts';
import { bmp } from '../fixtures/images.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

export const bucket = 'photos';
export const userId = 'me';
export const profileName = 'p';

export type JourneyWorldOptions<Objects, Records> = {
  /** Paths below the folder and what is in them; nothing is carried before `settle` or `scan`. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** Differences from a profile without renditions. */
  readonly profile?: Partial<Profile>;
  readonly objects?: Objects;
  readonly records?: Records;
  readonly clock?: Clock;
  readonly resizer?: ImageResizer;
  readonly lanes?: number;
  readonly gate?: ScheduleOptions['gate'];
  readonly reached?: Reached;
  readonly log?: Log;
  readonly device?: string;
  /** In [0, 1); a half when it does not matter. */
  readonly random?: () => number;
  /** An earlier world's `base`: its ledger and files are gone on with. */
  readonly base?: AbsolutePath;
  /** Stands between the parts and the schedule, for those who would look or wrap. */
  readonly alter?: (parts: JourneyParts) => JourneyParts;
};

/** A picture of its own for each seed: recognised, small, or as many bytes as are asked for. */
export function picture(seed: number, size = 90): Buffer {
  const bytes = Buffer.alloc(Math.max(size, 90), seed % 251);
  bmp().copy(bytes);
  bytes.writeUInt32LE(seed, 56);
  return bytes;
}

/** Renditions without pixels: bytes that follow from the recipe and the file's size; as strict about the file as ours. */
export const plainResizer: ImageResizer = {
  resize: async ({ path, identity, recipes }, signal) => {
    signal.throwIfAborted();
    const now = await lstat(path).catch(() => null);
    if (now === null) throw failedSoon('file-missing', path);
    if (!sameFile(fileIdentity(now), identity)) throw failedSoon('file-changed', path);
    return {
      kind: 'resized',
      details: { width: 4, height: 3 },
      renditions: recipes.map(({ name, format }) => ({
        name,
        bytes: Buffer.from(`${name} of ${identity.size} bytes`),
        width: 4,
        height: 3,
        contentType: `image/${format}`,
        extension: format,
      })),
    };
  },
  warmUp: () => undefined,
  engine: async () => 'native',
  close: async () => undefined,
};

/** Ends with the test; `close` before that is as the end of a process that is asked to end. */
export function journeyWorld<
  Objects extends ObjectStore = MemoryObjectStore,
  Records extends RecordStore = MemoryRecordStore,
>(options: JourneyWorldOptions<Objects, Records> = {}) {
  const clock = options.clock ?? manualClock();
  const base = options.base ?? temporaryFolder();
  const home = absolutePath(join(base, 'home'));
  const folder = absolutePath(join(base, 'pictures'));
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of Object.entries(options.files ?? {})) write(path, bytes);

  const profile = Profile.parse({
    name: profileName,
    region: 'us-east-1',
    bucket,
    table: 'images',
    userId,
    renditions: [],
    credentials: { kind: 'aws-chain' },
    ...options.profile,
  });
  // Without stores of its own, a world has those that the type parameters default to.
  const objects = options.objects ?? (memoryObjectStore({ buckets: [bucket], now: clock.now }) as unknown as Objects);
  const records = options.records ?? (memoryRecordStore() as unknown as Records);

  const ledger = openLedger(home, clock.now());
  const reached = options.reached ?? noCrash;
  const ours: JourneyParts = {
    ledger,
    clock,
    log: options.log ?? silentLog,
    reached,
    random: options.random ?? (() => 0.5),
    read: readImage,
    resizer: options.resizer ?? plainResizer,
    cloud: async () => ({ profile, objects, records }),
    device: options.device ?? 'this computer',
    memory: budget(64 * 1024 * 1024),
    settleFor: 2000,
    carrying: new Map(),
    onBytes: () => undefined,
  };
  const parts = options.alter?.(ours) ?? ours;
  const folderId = ledger.folders.add({
    path: folder,
    profile: profile.name,
    include: [],
    exclude: [],
    watched: true,
    addedAt: clock.now(),
  });
  const arrivals: { readonly work: Work; readonly arrival: Arrival }[] = [];
  const schedule = startSchedule(parts, {
    lanes: options.lanes ?? 4,
    gate: options.gate ?? (() => null),
    onArrival: (work, arrival) => void arrivals.push({ work, arrival }),
  });

  function write(path: string, bytes: Uint8Array | string): AbsolutePath {
    const whole = absolutePath(join(folder, path));
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, bytes);
    return whole;
  }

  /** The file as it is now goes into the queue, as if it had been watched and had rested. */
  async function settle(path: string): Promise<void> {
    await keep([sighting(folder, path)], []);
  }

  /** What a scan that found every file at rest would tell: new, other and gone ones, and nothing of the rest. */
  async function scan(): Promise<{ readonly seen: string[]; readonly gone: string[] }> {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const there = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath.slice(folder.length + 1), entry.name));
    const known = new Map(
      ledger.database
        .prepare(`SELECT DISTINCT directory FROM files WHERE folder_id = ? AND state <> 'gone'`)
        .all(folderId)
        .flatMap(({ directory }) =>
          [...ledger.files.known(folderId, String(directory))].map(
            ([name, row]) => [join(String(directory), name), row] as const,
          ),
        ),
    );
    const sightings = there
      .map((path) => sighting(folder, path))
      .filter(({ directory, name, identity }) => {
        const row = known.get(join(directory, name));
        return row === undefined || !sameContentLikely(row, identity);
      });
    const gone = [...known.keys()].filter((path) => !there.includes(path));
    await keep(
      sightings,
      gone.map((path) => ({ ...placeOf(path), whole: false })).map(({ name, ...rest }) => ({ ...rest, names: [name] })),
    );
    return { seen: sightings.map(({ directory, name }) => join(directory, name)), gone };
  }

  async function keep(sightings: Sighting[], departures: Departure[]): Promise<void> {
    await keepBatch(ledger, clock, reached, {
      kind: 'batch',
      batch: 1,
      folderId,
      sightings,
      departures,
      fingerprints: [],
    });
    schedule.nudge();
  }

  const end = async (): Promise<void> => {
    await schedule.stop();
    ledger.close();
  };
  let ended: Promise<void> | undefined;
  const close = (): Promise<void> => (ended ??= end());
  onTestFinished(close);

  return {
    base,
    home,
    folder,
    folderId,
    profile,
    clock,
    ledger,
    parts,
    schedule,
    objects,
    records,
    /** What came of each try, in the order of their ends. */
    arrivals,
    write,
    settle,
    scan,
    /** Resolves when nothing can go on without the clock or a person. */
    carry: () => schedule.idle(),
    /** Files as the ledger has them, by path below the folder. */
    file: (path: string) => {
      const { directory, name } = placeOf(path);
      const row = ledger.database
        .prepare('SELECT id, state, image_id FROM files WHERE folder_id = ? AND directory = ? AND name = ?')
        .get(folderId, directory, name);
      return row === undefined
        ? null
        : { id: Number(row['id']), state: String(row['state']), imageId: row['image_id'] };
    },
    close,
  };
}

function placeOf(path: string): { directory: string; name: string } {
  const cut = path.lastIndexOf('/');
  return { directory: cut < 0 ? '' : path.slice(0, cut), name: path.slice(cut + 1) };
}

function sighting(folder: string, path: string): Sighting {
  const look = lstatSync(join(folder, path));
  return { ...placeOf(path), identity: fileIdentity(look), blocks: look.blocks };
}
