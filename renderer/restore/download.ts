/** @file Hands originals to the browser's own way of saving, by addresses that are good for five minutes. */
import { cloudroll } from '../bridge.ts';
import type { Subject } from '../deeds/subject.ts';
import { sayFailure } from '../library/say-failure.ts';
import type { Words } from '../words/english.ts';

/** One after the other: a browser asks once whether a page may save several. */
export async function download(images: readonly Subject[], words: Words): Promise<void> {
  for (const { profile, imageId } of images) {
    try {
      const { url } = await cloudroll.images.downloadLink({ profile, imageId, rendition: 'original' });
      const link = document.createElement('a');
      link.href = url;
      link.rel = 'noreferrer';
      link.target = '_blank';
      link.click();
    } catch (error) {
      sayFailure(error, words);
      return;
    }
  }
}
