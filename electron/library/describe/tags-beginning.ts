/** @file Tags to complete what a person types: those that begin so, whatever the case and the accents; reads the ledger. */
import { folded } from '../../ledger/folded-text.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';

export type TagsAsked = {
  readonly beginning: string;
  readonly profile?: string | undefined;
  readonly limit: number;
};

/** Most used first; those that begin so come before those with a later word that does. */
export function tagsBeginning(
  { catalogue }: Pick<Ledger, 'catalogue'>,
  { beginning, profile, limit }: TagsAsked,
): { tag: string; images: number }[] {
  const asked = folded(beginning);
  const all = catalogue.tags(profile ?? null).map((one) => ({ ...one, words: folded(one.tag) }));
  const first = all.filter(({ words }) => words.startsWith(asked));
  const later = all.filter(({ words }) => !words.startsWith(asked) && words.includes(` ${asked}`));
  return [...first, ...later].slice(0, limit).map(({ tag, images }) => ({ tag, images }));
}
