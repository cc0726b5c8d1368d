/** @file What a person says of images: in force in the ledger at once, noted for the cloud, and undone as one; main process. */
import { randomUUID } from 'node:crypto';
import type { DescriptionChange, DescriptionEdit, DescriptionInFull } from '../../../shared/description.ts';
import type { ImageKey } from '../../../shared/queue.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { CatalogueRow } from '../../ledger/catalogue.ts';
import type { Assigned } from '../../ledger/edits.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { applied, assignmentsOf, sameEdit, standing, valuesOf } from './last-word.ts';

export type DescribeParts = {
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'now'>;
  /** False for a profile without a table: then the ledger is all there is to tell. */
  readonly hasRecords: (profile: string) => boolean;
};

/** `undo` names what was done together; null when nothing changed. */
export type Described = { readonly images: number; readonly undo: string | null };

type Wish = { readonly key: ImageKey; readonly of: (now: CatalogueRow) => Assigned };

/** Images of one commit: thousands at once would stop the window for as long as they take. */
const together = 250;

/** Images that the ledger does not have are passed over. On the disk when it resolves. */
export function describeImages(
  parts: DescribeParts,
  images: readonly ImageKey[],
  change: DescriptionChange,
): Promise<Described> {
  const wishes = images.map((key): Wish => ({ key, of: (now) => assignmentsOf(change, now) }));
  return assign(parts, wishes, 'described');
}

/** As `describeImages`, each image with a change of its own: one undo for all. */
export function describeEach(
  parts: DescribeParts,
  changes: readonly { readonly key: ImageKey; readonly change: DescriptionChange }[],
): Promise<Described> {
  const wishes = changes.map(({ key, change }): Wish => ({ key, of: (now) => assignmentsOf(change, now) }));
  return assign(parts, wishes, 'imported');
}

/** What was set since, here or elsewhere, stays. Undoing an undo is doing it again. */
export function undoDescribing(parts: DescribeParts, undo: string): Promise<Described> {
  const wishes = parts.ledger.edits.ofBatch(undo).map(({ profile, imageId, assigned, before }): Wish => {
    const of = (now: CatalogueRow): Assigned => {
      const present = valuesOf(now, Object.keys(assigned));
      return Object.fromEntries(Object.entries(before).filter(([name]) => present[name] === assigned[name]));
    };
    return { key: { profile, imageId }, of };
  });
  return assign(parts, wishes, 'undone');
}

async function assign(
  { ledger, clock, hasRecords }: DescribeParts,
  wishes: readonly Wish[],
  kind: 'described' | 'undone' | 'imported',
): Promise<Described> {
  const batch = randomUUID();
  const madeAt = clock.now();
  const set = new Set<string>();
  let images = 0;
  let first: ImageKey | undefined;
  for (let from = 0; from < wishes.length; from += together) {
    await ledger.commit(() => {
      for (const { key, of } of wishes.slice(from, from + together)) {
        const now = ledger.catalogue.find(key);
        const assigned = now === null ? {} : of(now);
        if (now === null || Object.keys(assigned).length === 0) continue;
        ledger.catalogue.describe(key, applied(now, assigned));
        const before = valuesOf(now, Object.keys(assigned));
        const state = hasRecords(key.profile) ? 'waiting' : 'sent';
        ledger.edits.add({ ...key, madeAt, assigned, before, batch, state });
        for (const attribute of Object.keys(assigned)) set.add(attribute);
        first ??= key;
        images += 1;
      }
    });
  }
  if (first === undefined) return { images: 0, undo: null };
  await indexMany(ledger);
  const { profile, imageId } = first;
  const subject = ledger.journeys.find(first)?.fileName ?? '';
  const about = images === 1 ? { imageId } : {};
  const detail = [...set].slice(0, 20).join(', ');
  await ledger.commit(() => ledger.deeds.note({ kind, subject, profile, images, detail, ...about }, madeAt));
  return { images, undo: batch };
}

/** Some hundreds in a commit, until few wait. */
export async function indexMany({ commit, catalogue }: Pick<Ledger, 'commit' | 'catalogue'>): Promise<void> {
  while ((await commit(() => catalogue.index(together))) === together);
}

/** Null for an image that never had a journey in that profile. `device` is this computer. */
export function descriptionInFull(
  { ledger }: Pick<DescribeParts, 'ledger'>,
  key: ImageKey,
  device: string,
): DescriptionInFull | null {
  const row = ledger.catalogue.find(key);
  if (row === null) return null;
  const { title, description, tags, favourite, location, fields } = row;
  const ours = ledger.edits.ofImage(key);
  const unsent = ours
    .filter(({ state }) => state !== 'sent')
    .map(({ madeAt, assigned, state }) => ({ edit: { at: madeAt, by: device, set: assigned }, state }));
  const known = row.edits.filter((edit) => !unsent.some((one) => sameEdit(one.edit, edit)));
  const all = [...known, ...unsent.map(({ edit }) => edit)];
  const stateOf = (edit: (typeof all)[number]): DescriptionEdit['state'] => {
    const own = unsent.find((one) => one.edit === edit);
    if (own?.state === 'refused') return 'refused';
    if (Object.keys(standing(edit, all)).length === 0) return 'overtaken';
    return own === undefined ? 'stands' : 'waiting';
  };
  return {
    ...{ title, description, tags, favourite, location, fields },
    device: row.device === null ? device : row.device === '' ? null : row.device,
    edits: all.map((edit) => ({ ...edit, state: stateOf(edit) })).sort((one, other) => other.at - one.at),
  };
}
