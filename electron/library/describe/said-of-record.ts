/** @file Between a record's attributes and what the ledger keeps of a description; pure. */
import type { Description } from '../../../shared/description.ts';
import type { ImageRecord, SaidOfImage } from '../../journey/record/image-record.ts';
import type { CataloguedEdit } from '../../ledger/catalogue.ts';
import { inOrder } from './last-word.ts';

export function descriptionIn(record: ImageRecord): Description {
  return {
    title: record.title ?? '',
    description: record.description ?? '',
    tags: [...new Set(record.tags ?? [])].sort(),
    favourite: record.favourite ?? false,
    location: !(record.location_removed ?? false),
    fields: record.fields ?? {},
  };
}

/** An edit whose time makes no sense counts as the oldest. */
export function editsIn(record: ImageRecord): CataloguedEdit[] {
  const edits = (record.edits ?? []).map(({ at, by, set }) => ({ at: Date.parse(at), by, set }));
  return inOrder(edits.map((edit) => (Number.isNaN(edit.at) ? { ...edit, at: 0 } : edit)));
}

/** An item is at most 400 kB, and its size is paid for at every read. */
const mostEdits = 20;
const mostLetters = 60_000;

/** The newest edits, as many as there is room for. */
export function bounded(edits: readonly CataloguedEdit[]): CataloguedEdit[] {
  const kept: CataloguedEdit[] = [];
  let letters = 0;
  for (const edit of inOrder(edits).reverse()) {
    letters += JSON.stringify(edit).length;
    if (kept.length === mostEdits || (letters > mostLetters && kept.length > 0)) break;
    kept.unshift(edit);
  }
  return kept;
}

export function saidOf(
  description: Description,
  edits: readonly CataloguedEdit[],
  changed: { readonly at: number; readonly by: string },
): SaidOfImage {
  return {
    title: description.title,
    description: description.description,
    tags: [...description.tags],
    favourite: description.favourite,
    location_removed: !description.location,
    fields: { ...description.fields },
    changed_at: new Date(changed.at).toISOString(),
    changed_by: changed.by,
    edits: edits.map(({ at, by, set }) => ({ at: new Date(at).toISOString(), by, set: { ...set } })),
  };
}
