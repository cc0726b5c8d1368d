/** @file What can happen to a folder, a line and a process, as fast-check commands. */
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { sha256Of } from './cloud-under-test.ts';
import { folders, type Model, type Reality, restAndCompare } from './model.ts';

type Command = fc.AsyncCommand<Model, Reality>;

const place = fc.record({ folder: fc.constantFrom(...folders), name: fc.constantFrom('1.png', '2.png', 'ü 3.png') });
type Place = { readonly folder: string; readonly name: string };
const pathOf = ({ folder, name }: Place): string => join(folder, name);

function command(name: string, check: (model: Readonly<Model>) => boolean, run: Command['run']): Command {
  return { check, run, toString: () => name };
}

const isPlugged = (model: Readonly<Model>): boolean => model.isPlugged;

/** Whole at once, as a browser or a camera's import does: written elsewhere, then renamed. */
function write(model: Model, reality: Reality, path: string): void {
  reality.written += 1;
  const bytes = Buffer.concat([reality.picture, Buffer.from(`number ${reality.written}`)]);
  const draft = join(reality.root, '..', 'draft');
  writeFileSync(draft, bytes);
  renameSync(draft, join(reality.root, path));
  note(model, path, sha256Of(bytes));
  bytesOf.set(sha256Of(bytes), bytes);
}

/** What was appended to must be known whole, and only its hash is in the model. */
const bytesOf = new Map<string, Buffer>();

function note(model: Model, path: string, hash: string): void {
  model.files.set(path, hash);
  model.ever.add(hash);
}

const create = (at: Place): Command =>
  command(`write ${pathOf(at)}`, isPlugged, async (model, reality) => write(model, reality, pathOf(at)));

const append = (at: Place): Command =>
  command(
    `append to ${pathOf(at)}`,
    (model) => model.isPlugged && model.files.has(pathOf(at)),
    async (model, { root }) => {
      const before = bytesOf.get(model.files.get(pathOf(at)) ?? '');
      if (before === undefined) throw new Error('Nothing to append to');
      const bytes = Buffer.concat([before, Buffer.from(' and more')]);
      appendFileSync(join(root, pathOf(at)), ' and more');
      note(model, pathOf(at), sha256Of(bytes));
      bytesOf.set(sha256Of(bytes), bytes);
    },
  );

const rename = (from: Place, to: Place): Command =>
  command(
    `rename ${pathOf(from)} to ${pathOf(to)}`,
    (model) => model.isPlugged && model.files.has(pathOf(from)) && pathOf(from) !== pathOf(to),
    async (model, { root }) => {
      renameSync(join(root, pathOf(from)), join(root, pathOf(to)));
      const hash = model.files.get(pathOf(from));
      if (hash === undefined) throw new Error('Nothing to rename');
      model.files.delete(pathOf(from));
      model.files.set(pathOf(to), hash);
    },
  );

const remove = (at: Place): Command =>
  command(
    `delete ${pathOf(at)}`,
    (model) => model.isPlugged && model.files.has(pathOf(at)),
    async (model, { root }) => {
      rmSync(join(root, pathOf(at)));
      model.files.delete(pathOf(at));
    },
  );

/** What was in b is now in a folder that nobody has seen, and b is empty and new. */
const moveFolder = (): Command =>
  command('move folder b', isPlugged, async (model, { root }) => {
    const moved = `moved ${readdirSync(root).length}`;
    renameSync(join(root, 'b'), join(root, moved));
    mkdirSync(join(root, 'b/c'), { recursive: true });
    model.files = new Map(
      [...model.files].map(([path, hash]) => [path.startsWith('b/') ? join(moved, path.slice(2)) : path, hash]),
    );
  });

const unplug = (): Command =>
  command('unplug', isPlugged, async (model, { root }) => {
    renameSync(root, `${root} away`);
    model.isPlugged = false;
  });

const replug = (): Command =>
  command(
    'replug',
    (model) => !model.isPlugged,
    async (model, { root }) => {
      renameSync(`${root} away`, root);
      model.isPlugged = true;
    },
  );

const offline = (): Command =>
  command(
    'go offline',
    (model) => model.isOnline,
    async (model, { lines }) => {
      for (const line of lines) await line.down();
      model.isOnline = false;
    },
  );

const online = (): Command =>
  command(
    'go online',
    (model) => !model.isOnline,
    async (model, { lines }) => {
      for (const line of lines) await line.up();
      model.isOnline = true;
    },
  );

const kill = (): Command =>
  command(
    'kill and start',
    () => true,
    async (_, reality) => {
      expect(reality.running.errors).toEqual([]);
      await reality.running.kill();
      reality.running = await reality.start();
    },
  );

const restart = (): Command =>
  command(
    'quit and start',
    () => true,
    async (_, reality) => {
      await reality.running.close();
      expect(reality.running.errors).toEqual([]);
      reality.running = await reality.start();
    },
  );

/** Lets the work come to some stage or other before the next thing happens. */
const letPass = (milliseconds: number): Command =>
  command(
    `let ${milliseconds} ms pass`,
    () => true,
    () => systemClock.sleep(milliseconds),
  );

const settle = (): Command =>
  command(
    'come to rest',
    (model) => model.isOnline && model.isPlugged,
    (model, reality) => restAndCompare(model, reality),
  );

export const anyCommands = [
  fc.tuple(place).map(([at]) => create(at)),
  fc.tuple(place).map(([at]) => create(at)),
  place.map(append),
  fc.tuple(place, place).map(([from, to]) => rename(from, to)),
  place.map(remove),
  fc.constantFrom(moveFolder(), unplug(), replug(), replug()),
  fc.constantFrom(offline(), online(), online()),
  fc.constantFrom(kill(), kill(), restart()),
  fc.integer({ min: 0, max: 60 }).map(letPass),
  fc.integer({ min: 0, max: 15 }).map(letPass),
  fc.constant(settle()),
];

/** Everything back in its place, then a rescan: now the cloud must equal the model. */
export async function finalComparison(model: Model, reality: Reality): Promise<void> {
  if (!model.isPlugged) await replug().run(model, reality);
  if (!model.isOnline) await online().run(model, reality);
  await restAndCompare(model, reality);
}
