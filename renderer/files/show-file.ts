/** @file Shows and opens an image's file on this computer, and says so where that is not what happened. */
import type { ImageKey } from '../../shared/queue.ts';
import { cloudroll } from '../bridge.ts';
import { sayFailure } from '../library/say-failure.ts';
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';

export async function showFile({ profile, imageId }: ImageKey, file: number, words: Words): Promise<void> {
  try {
    await cloudroll.library.files.show({ profile, imageId, file });
  } catch (error) {
    sayFailure(error, words);
  }
}

export async function openFile({ profile, imageId }: ImageKey, file: number, words: Words): Promise<void> {
  try {
    const { opened } = await cloudroll.library.files.open({ profile, imageId, file });
    if (!opened) notify({ title: words.fileHere.shownInstead, more: words.fileHere.shownInsteadWhy });
  } catch (error) {
    sayFailure(error, words);
  }
}
