/** @file Tags of a bucket or a table, as both services spell them; pure. */

export type SpelledTag = { readonly Key?: string | undefined; readonly Value?: string | undefined };

export function tagSet(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function hasTags(found: readonly SpelledTag[], tags: Readonly<Record<string, string>>): boolean {
  return Object.entries(tags).every(([key, value]) => found.some(({ Key, Value }) => Key === key && Value === value));
}

export function spelledTags(tags: readonly SpelledTag[]): string {
  return tags.map(({ Key, Value }) => `${Key}=${Value}`).join(' ');
}
