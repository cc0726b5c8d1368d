/** @file Says of images that they are favourites, or not, with a way back. */
import type { DescriptionChange } from '../../shared/description.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { cloudroll } from '../bridge.ts';
import { keysOf, type Subject } from '../deeds/subject.ts';
import { sayFailure } from '../library/say-failure.ts';
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';

export function favour(images: readonly Subject[], favourite: boolean, words: Words): Promise<boolean> {
  return change(images, { favourite }, words);
}

/** What a notice says of it, where that is not how many changed. */
export type SaidOfChange = { readonly title: string; readonly more: string };

/** Says what became of it, with "Undo"; false when it failed. */
export async function change(
  images: readonly ImageKey[],
  wanted: DescriptionChange,
  words: Words,
  said?: SaidOfChange,
): Promise<boolean> {
  try {
    const { images: count, undo } = await cloudroll.library.describe.set({ images: keysOf(images), change: wanted });
    sayChanged(count, undo, words, said);
    return true;
  } catch (error) {
    sayFailure(error, words);
    return false;
  }
}

export function sayChanged(count: number, undo: string | null, words: Words, said?: SaidOfChange): void {
  if (undo === null) return void notify({ title: words.description.nothingChanged });
  notify({
    title: words.description.changed(count),
    ...said,
    deed: { label: words.undo, run: () => void takeBack(undo, words) },
  });
}

async function takeBack(undo: string, words: Words): Promise<void> {
  try {
    await cloudroll.library.describe.undo({ undo });
    notify({ title: words.undone });
  } catch (error) {
    sayFailure(error, words);
  }
}
