/** @file Makes links to images, puts them into the clipboard in the form that was last used, and says for how long they work. */
import type { Link, LinkLife } from '../../shared/link.ts';
import { type LinkTemplate, linkText, type Sharing } from '../../shared/link-text.ts';
import { cloudroll } from '../bridge.ts';
import type { Subject } from '../deeds/subject.ts';
import { sayFailure } from '../library/say-failure.ts';
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';
import { formatMoment, type Locale } from '../words/format.ts';

/** Each asks the store once. */
export const mostLinks = 100;

export type LinkWish = {
  readonly life: LinkLife;
  readonly rendition: string;
  readonly downloadName?: string;
};

/** In one click: as it was last done. */
export async function copyLinks(images: readonly Subject[], words: Words, locale: Locale): Promise<void> {
  const dismiss = notify({ title: words.share.making, stays: 0 });
  try {
    const { sharing } = (await cloudroll.settings.get({})).window;
    const links = await makeLinks(images, sharing);
    await copyText(links, sharing);
    dismiss();
    sayCopied(links, words, locale);
  } catch (error) {
    dismiss();
    sayFailure(error, words);
  }
}

/** In the order of the images. Where an image has no such rendition, its original; where there is no public address, a week. */
export async function makeLinks(images: readonly Subject[], wish: LinkWish): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const { profile, imageId } of images) {
    const { renditions, lives } = await cloudroll.library.links.choices({ profile, imageId });
    const rendition = renditions.some(({ name }) => name === wish.rendition) ? wish.rendition : 'original';
    const life = lives.includes(wish.life) ? wish.life : (lives.find((one) => one !== 'public') ?? 'hour');
    const { downloadName } = wish;
    // A public address gives what is there, under the name that it has.
    const named = downloadName === undefined || life === 'public' ? {} : { downloadName };
    links.push(await cloudroll.library.links.make({ profile, imageId, rendition, life, ...named }));
  }
  return links;
}

export async function copyText(
  links: readonly Link[],
  { format, templates }: Pick<Sharing, 'format'> & { readonly templates: readonly LinkTemplate[] },
): Promise<void> {
  await navigator.clipboard.writeText(links.map((link) => linkText(format, link, templates)).join('\n'));
}

export function sayCopied(links: readonly Link[], words: Words, locale: Locale): void {
  const ends = links.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
  const limited = links.find(({ limitedBy }) => limitedBy !== null)?.limitedBy ?? null;
  const parts = [
    ends.length === 0 ? words.share.worksAlways : words.share.worksUntil(formatMoment(Math.min(...ends), locale)),
    ...(limited === null ? [] : [words.share.limitedBy[limited]]),
    ...(links.some(({ withoutLocation }) => withoutLocation) ? [words.share.withoutLocation] : []),
  ];
  notify({ title: words.share.copied(links.length), more: `${parts.join('. ')}.` });
}
