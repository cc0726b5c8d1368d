/** @file What a person is about to say of images, and what of it is a change; pure. */
import type { Description, DescriptionChange } from '../../shared/description.ts';

export type FieldDraft = { readonly name: string; readonly value: string };

export type DescriptionDraft = {
  /** Null: untouched. */
  readonly title: string | null;
  readonly description: string | null;
  readonly favourite: boolean | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Null: untouched. For many images only those that are set. */
  readonly fields: readonly FieldDraft[] | null;
};

export const untouched: DescriptionDraft = {
  title: null,
  description: null,
  favourite: null,
  added: [],
  removed: [],
  fields: null,
};

export function withTag(draft: DescriptionDraft, tag: string): DescriptionDraft {
  return {
    ...draft,
    added: [...draft.added.filter((one) => one !== tag), tag],
    removed: draft.removed.filter((one) => one !== tag),
  };
}

export function withoutTag(draft: DescriptionDraft, tag: string): DescriptionDraft {
  return {
    ...draft,
    added: draft.added.filter((one) => one !== tag),
    removed: [...draft.removed.filter((one) => one !== tag), tag],
  };
}

export type TagShown = { readonly tag: string; readonly partly: boolean };

/** In order of their letters; those of all first. */
export function tagsShown(tagsOf: readonly (readonly string[])[], { added, removed }: DescriptionDraft): TagShown[] {
  const counts = new Map<string, number>();
  for (const tags of tagsOf) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  for (const tag of added) counts.set(tag, tagsOf.length);
  for (const tag of removed) counts.delete(tag);
  return [...counts]
    .map(([tag, count]) => ({ tag, partly: count < tagsOf.length }))
    .sort((one, other) => Number(one.partly) - Number(other.partly) || one.tag.localeCompare(other.tag));
}

/** `known` is what is said now; null for many images, of which each says something else. Null: nothing changes. */
export function changeOf(draft: DescriptionDraft, known: Description | null): DescriptionChange | null {
  const { title, description, favourite } = draft;
  const addTags = draft.added.filter((tag) => known === null || !known.tags.includes(tag));
  const removeTags = draft.removed.filter((tag) => known === null || known.tags.includes(tag));
  const fields = fieldsSet(draft.fields, known?.fields ?? {});
  const change: DescriptionChange = {
    ...(title === null || title.trim() === known?.title ? {} : { title }),
    ...(description === null || description.trim() === known?.description ? {} : { description }),
    ...(favourite === null || favourite === known?.favourite ? {} : { favourite }),
    ...(addTags.length === 0 ? {} : { addTags }),
    ...(removeTags.length === 0 ? {} : { removeTags }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

type Fields = Readonly<Record<string, string>>;

/** One without a name is not there yet; one without a value, or that is gone, is taken away. */
function fieldsSet(fields: readonly FieldDraft[] | null, known: Fields): Record<string, string | null> {
  if (fields === null) return {};
  const wanted = new Map(fields.map(({ name, value }) => [name.trim(), value.trim()]));
  wanted.delete('');
  const set: Record<string, string | null> = {};
  for (const [name, value] of wanted) if (value !== (known[name] ?? '')) set[name] = value === '' ? null : value;
  for (const name of Object.keys(known)) if (!wanted.has(name)) set[name] = null;
  return set;
}
