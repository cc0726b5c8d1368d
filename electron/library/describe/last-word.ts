/** @file Each attribute of a description has its own last word: who set it latest; pure, so that it can be proved. */
import type { AttributeValue, Description, DescriptionChange } from '../../../shared/description.ts';
import type { CataloguedEdit } from '../../ledger/catalogue.ts';
import type { Assigned } from '../../ledger/edits.ts';

/**
 * [Note: Last words] Two computers can change one image at once, and either can be offline for days. An edit is a set of
 * assignments, each to one attribute (a tag is an attribute of its own, as is a field), with the time a person made it.
 * Whatever order edits arrive in, an attribute ends as its latest assignment says; equal times go by the computer's name.
 * So two who add different tags both have theirs, and of two titles the later stands, with both in the record's history.
 */

export const noDescription: Description = {
  title: '',
  description: '',
  tags: [],
  favourite: false,
  location: true,
  fields: {},
};

/** What the change would set that is not so already. */
export function assignmentsOf(change: DescriptionChange, now: Description): Assigned {
  const { title, description, addTags = [], removeTags = [], favourite, location, fields = {} } = change;
  const asked: [string, AttributeValue | undefined][] = [
    ['title', title],
    ['description', description],
    ['favourite', favourite],
    ['location', location],
    ...addTags.map((tag): [string, AttributeValue] => [`tag:${tag}`, true]),
    ...removeTags.map((tag): [string, AttributeValue] => [`tag:${tag}`, false]),
    // A field with nothing in it is no field.
    ...Object.entries(fields).map(([name, value]): [string, AttributeValue] => [`field:${name}`, value || null]),
  ];
  const set = asked.filter((one): one is [string, AttributeValue] => {
    const [attribute, value] = one;
    return value !== undefined && valueIn(now, attribute) !== value;
  });
  return Object.fromEntries(set);
}

export function applied(description: Description, set: Assigned): Description {
  let { title, description: words, favourite, location } = description;
  const tags = new Set(description.tags);
  const fields = new Map(Object.entries(description.fields));
  for (const [attribute, value] of Object.entries(set)) {
    const [kind, name] = partsOf(attribute);
    if (kind === 'title') title = String(value ?? '');
    else if (kind === 'description') words = String(value ?? '');
    else if (kind === 'favourite') favourite = value === true;
    else if (kind === 'location') location = value === true;
    else if (kind === 'tag' && value === true) tags.add(name);
    else if (kind === 'tag') tags.delete(name);
    else if (value === null) fields.delete(name);
    else fields.set(name, String(value));
  }
  return { title, description: words, tags: [...tags].sort(), favourite, location, fields: Object.fromEntries(fields) };
}

/** What these attributes are now: assigning it again takes back whatever was set since. */
export function valuesOf(description: Description, attributes: readonly string[]): Assigned {
  return Object.fromEntries(attributes.map((attribute) => [attribute, valueIn(description, attribute)]));
}

/** What of the edit nobody has overtaken: the attributes that none of the others set later. */
export function standing(edit: CataloguedEdit, others: readonly CataloguedEdit[]): Assigned {
  const later = others.filter((other) => isLater(other, edit));
  return Object.fromEntries(
    Object.entries(edit.set).filter(([attribute]) => !later.some(({ set }) => Object.hasOwn(set, attribute))),
  );
}

export function sameEdit(one: CataloguedEdit, other: CataloguedEdit): boolean {
  return one.at === other.at && one.by === other.by && sameSet(one.set, other.set);
}

/** By time, then by computer. */
export function inOrder(edits: readonly CataloguedEdit[]): CataloguedEdit[] {
  return edits.toSorted((one, other) => (isLater(one, other) ? 1 : isLater(other, one) ? -1 : 0));
}

function isLater(one: CataloguedEdit, other: CataloguedEdit): boolean {
  return one.at > other.at || (one.at === other.at && one.by > other.by);
}

function valueIn(
  { title, description, tags, favourite, location, fields }: Description,
  attribute: string,
): AttributeValue {
  const [kind, name] = partsOf(attribute);
  if (kind === 'title') return title;
  if (kind === 'description') return description;
  if (kind === 'favourite') return favourite;
  if (kind === 'location') return location;
  if (kind === 'tag') return tags.includes(name);
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

function partsOf(attribute: string): [kind: string, name: string] {
  const colon = attribute.indexOf(':');
  return colon < 0 ? [attribute, ''] : [attribute.slice(0, colon), attribute.slice(colon + 1)];
}

function sameSet(one: Assigned, other: Assigned): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
