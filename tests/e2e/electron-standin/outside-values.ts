/**
 * @file What comes to the stand-in's main process from outside, looked at by hand: Electron's own start has no such cost, and
 * loading zod for these few values took as long as the rest of it.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** Throws for what is not an object of fields. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('That is no object');
  // An object has fields; what is in them nobody knows yet.
  return value as Fields;
}

type Kinds = { readonly string: string; readonly number: number };

/** Throws where the field lacks or is of another kind. */
export function fieldOf<Kind extends keyof Kinds>(fields: Fields, name: string, kind: Kind): Kinds[Kind] {
  const value = optionalOf(fields, name, kind);
  if (value === undefined) throw new TypeError(`There is no ${name}`);
  return value;
}

/** Undefined where the field lacks; throws where it is of another kind. */
export function optionalOf<Kind extends keyof Kinds>(
  fields: Fields,
  name: string,
  kind: Kind,
): Kinds[Kind] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== kind) throw new TypeError(`${name} is no ${kind}`);
  // The line before has looked.
  return value as Kinds[Kind];
}

/** Throws where the field is no list of words. */
export function wordsOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string'))
    throw new TypeError(`${name} is no list of words`);
  return value;
}
