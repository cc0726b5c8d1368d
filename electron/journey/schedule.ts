/** @file How many images are carried at once, in which order, and when to wait: takes its work from the ledger; main process. */
import type { Failure } from '../../shared/failure.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import type { FileRow } from '../ledger/files.ts';
import type { JourneyRow } from '../ledger/journeys.ts';
import { carryFile } from './carry-file.ts';
import { carryImage } from './carry-image.ts';
import { holdFile, holdImage, holdProfile } from './hold-image.ts';
import { type Arrival, carryingName, type JourneyParts } from './journey.ts';
import { unwritableLedger } from './unwritable-ledger.ts';

/** What is carried: a file from its settling on, or an image whose journey was interrupted. */
export type Work =
  | { readonly kind: 'file'; readonly file: FileRow }
  | { readonly kind: 'image'; readonly image: JourneyRow };

export type ScheduleOptions = {
  /** Images on their way at once. */
  readonly lanes: number;
  /** Null: work may begin. A time (milliseconds since 1970 UTC): not before then. 'closed': not until `nudge`. */
  readonly gate: (now: number) => number | 'closed' | null;
  readonly onArrival: (work: Work, arrival: Arrival) => void;
  /** Told when the ledger can no longer be written, and when it can again. */
  readonly onUnwritable?: () => void;
};

export type Schedule = {
  /** Looks at gate and work again: after new files, a resume, a "try now". Cheap; may be called any time. */
  readonly nudge: () => void;
  /** Resolves when nothing is under way and nothing could begin without the clock or a person. */
  readonly idle: () => Promise<void>;
  /** How many are under way. */
  readonly underWay: () => number;
  /** What keeps the ledger from being written (a full disk), until something was carried again. */
  readonly unwritable: () => Failure | null;
  /** True when the error is of that kind: nothing begins for a while, and then it is tried again by itself. */
  readonly waitIfUnwritable: (error: unknown) => boolean;
  /** Begins nothing more, aborts what is under way, and resolves when it has ended. Nothing that is confirmed is lost. */
  readonly stop: () => Promise<void>;
};

/** How much work is read from the ledger at a time. */
const page = 64;

/** Milliseconds. Timers stand still while a computer sleeps and cannot be a month long, so the time of day is looked at. */
const longestRest = 60_000;

export function startSchedule(parts: JourneyParts, options: ScheduleOptions): Schedule {
  const { ledger, clock, log } = parts;
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  /** Profiles on hold of which one image is tried, to see whether the cause is gone. */
  const probing = new Set<string>();
  let ready: Work[] = [];
  let resumable = true;
  let wake: (() => void) | undefined;
  let nudged = false;
  const waiters: (() => void)[] = [];
  const unwritable = unwritableLedger(clock, () => options.onUnwritable?.());

  const waitIfUnwritable = (error: unknown): boolean => {
    if (!unwritable.note(error)) return false;
    resumable = true;
    nudge();
    return true;
  };

  const nudge = (): void => {
    nudged = true;
    wake?.();
  };

  const loop = run();

  return {
    nudge: () => {
      resumable = true;
      nudge();
    },
    idle: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) return resolve();
        waiters.push(resolve);
        nudge();
      }),
    underWay: () => underWay.size,
    unwritable: unwritable.failure,
    waitIfUnwritable,
    stop: async () => {
      stopping.abort();
      nudge();
      await loop;
      await Promise.allSettled(underWay.values());
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudged = false;
      const now = clock.now();
      const gate = unwritable.restsUntil(now) ?? options.gate(now);
      if (gate === null) await beginDue(now);
      if (underWay.size === 0) for (const resolve of waiters.splice(0)) resolve();
      await rest(gate);
    }
    for (const resolve of waiters.splice(0)) resolve();
  }

  async function beginDue(now: number): Promise<void> {
    try {
      await wakeDue(now);
      begin(now);
    } catch (error) {
      if (!waitIfUnwritable(error)) throw error;
    }
  }

  /** Until somebody nudges or the next thing is due. */
  async function rest(gate: number | 'closed' | null): Promise<void> {
    if (nudged || stopping.signal.aborted) return;
    const due = gate === null ? nextDue() : gate === 'closed' ? null : gate;
    const length = due === null ? null : Math.min(longestRest, Math.max(0, due - clock.now()));
    const timer = new AbortController();
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (length !== null) clock.sleep(length, timer.signal).then(resolve, resolve);
    });
    wake = undefined;
    if (due !== null) timer.abort('woken');
  }

  function nextDue(): number | null {
    const holds = ledger.holds.all().filter((hold) => !probing.has(hold.profile));
    const times = [ledger.files.nextWake(), ledger.journeys.nextWake(), ...holds.map((hold) => hold.nextAt)];
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  async function wakeDue(now: number): Promise<void> {
    const files = ledger.files.nextWake();
    const images = ledger.journeys.nextWake();
    if ((files === null || files > now) && (images === null || images > now)) return;
    await ledger.commit(() => {
      ledger.files.wake(now);
      if (ledger.journeys.wake(now) > 0) resumable = true;
    });
  }

  function begin(now: number): void {
    const held = new Map(ledger.holds.all().map((hold) => [hold.profile, hold]));
    // A held profile lets one image through when its time has come; all others of it wait for how that one ends.
    const closed = [...held.values()]
      .filter((hold) => hold.nextAt > now || probing.has(hold.profile))
      .map((hold) => hold.profile);
    while (underWay.size < options.lanes) {
      const work = next(closed);
      if (work === null) return;
      const profile = profileOf(work);
      if (profile !== null && held.has(profile)) {
        probing.add(profile);
        closed.push(profile);
      }
      start(work, profile);
    }
  }

  function next(closed: readonly string[]): Work | null {
    const usable = (work: Work): boolean => {
      const profile = profileOf(work);
      return !underWay.has(nameOf(work)) && (profile === null || !closed.includes(profile));
    };
    ready = ready.filter(usable);
    if (ready.length === 0) ready = read(closed).filter(usable);
    return ready.shift() ?? null;
  }

  function read(closed: readonly string[]): Work[] {
    const images = resumable ? ledger.journeys.moving(page + underWay.size, closed) : [];
    const open = images.filter((image) => !parts.carrying.has(carryingName(image)));
    if (open.length === 0) resumable = resumable && closed.length > 0;
    else return open.map((image) => ({ kind: 'image', image }));
    // A page of each folder in turn: a card with 50,000 photos does not keep the other folders waiting.
    const folders = ledger.folders.all().filter((folder) => !closed.includes(folder.profile));
    const pages = folders.map((folder) => ledger.files.settled(folder.id, page + underWay.size));
    return pages.flatMap((files) => files.map((file): Work => ({ kind: 'file', file })));
  }

  function profileOf(work: Work): string | null {
    if (work.kind === 'image') return work.image.profile;
    return ledger.folders.byId(work.file.folderId)?.profile ?? null;
  }

  function start(work: Work, profile: string | null): void {
    const name = nameOf(work);
    const done = carry(work)
      .then(async (arrival) => {
        // One that a closing gate stopped is gone on with when it opens.
        if (arrival.kind === 'held' || arrival.kind === 'stopped') resumable = true;
        await afterProbe(profile, arrival);
        if (arrival.kind !== 'held' && arrival.kind !== 'stopped') unwritable.clear();
        options.onArrival(work, arrival);
      })
      .catch((error: unknown) => {
        if (profile !== null) probing.delete(profile);
        if (waitIfUnwritable(error)) return;
        log.error('A file could not be carried because of a fault of ours', { error, work: name });
        stopping.abort();
      })
      .finally(() => {
        underWay.delete(name);
        nudge();
      });
    underWay.set(name, done);
  }

  async function carry(work: Work): Promise<Arrival> {
    try {
      if (work.kind === 'file') return await carryFile(parts, work.file, stopping.signal);
      const cloud = await parts.cloud(work.image.profile);
      return await carryImage(parts, cloud, work.image, null, stopping.signal);
    } catch (error) {
      if (isAbort(error)) return { kind: 'stopped' };
      const profile = profileOf(work);
      if (error instanceof Failed && profile !== null) return holdProfile(parts, profile, error.failure);
      if (error instanceof Failed) throw error;
      return work.kind === 'file' ? holdFile(parts, work.file, error) : holdImage(parts, work.image, null, error);
    }
  }

  /** The one that was let through tells whether the profile's hold can be lifted. */
  async function afterProbe(profile: string | null, arrival: Arrival): Promise<void> {
    if (profile === null || !probing.delete(profile)) return;
    if (arrival.kind === 'held' || arrival.kind === 'stopped') return;
    // Only an answer of the cloud proves that it answers again: a file that was refused here proves nothing.
    if (
      arrival.kind === 'stored' ||
      arrival.kind === 'waiting' ||
      arrival.kind === 'failed' ||
      arrival.kind === 'blocked'
    ) {
      resumable = true;
      await ledger.commit(() => ledger.holds.lift(profile));
    }
  }
}

function nameOf(work: Work): string {
  return work.kind === 'file' ? `file ${work.file.id}` : `image ${work.image.profile} ${work.image.imageId}`;
}
