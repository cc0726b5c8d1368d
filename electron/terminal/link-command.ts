/** @file `cloudroll link`: an address that shows a stored image to whoever has it; terminal. */
import type { Link, LinkLife } from '../../shared/link.ts';
import { type LinkFormat, linkText } from '../../shared/link-text.ts';
import { Failed } from '../foundation/failed.ts';
import { makeLink } from '../library/share/make-link.ts';
import { patiently } from '../library/verify/patiently.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { openHome, type Surroundings } from './session.ts';
import { sharing } from './sharing-session.ts';

export type LinkCommandOptions = {
  readonly json: boolean;
  readonly profile?: string | undefined;
  readonly rendition: string;
  readonly for: LinkLife;
  readonly download?: string | undefined;
  /** One of our formats, or the name of a template of the settings. */
  readonly as: string;
};

/** The address alone goes to standard output; what there is to say of it goes to standard error. */
export async function linkCommand(
  surroundings: Surroundings,
  name: string,
  options: LinkCommandOptions,
): Promise<ExitCode> {
  const { print, complain, interrupted } = surroundings;
  const home = await openHome(surroundings);
  const { templates } = (await home.settings.read()).window.sharing;
  const format = formatOf(options.as, templates);
  const link = await sharing(surroundings, home, async (partsOf, find) => {
    const images = await find(name);
    const image = images.find(({ profile }) => options.profile === undefined || profile === options.profile);
    const profile = home.profiles.find((one) => one.name === image?.profile);
    if (image === undefined || profile === undefined) return null;
    const { rendition, for: life, download: downloadName } = options;
    const parts = await partsOf(profile);
    const asked = { ...image, rendition, life, downloadName };
    return patiently(surroundings, interrupted, () => makeLink(parts, asked, interrupted));
  });
  if (link === null) {
    complain(`${name} is not stored${options.rendition === 'original' ? '' : ` as ${options.rendition}`}.`);
    return exitCode.wrongUse;
  }
  print(options.json ? JSON.stringify(link) : linkText(format, link, templates));
  if (!options.json) for (const line of remarks(link)) complain(line);
  return exitCode.done;
}

function formatOf(asked: string, templates: readonly { readonly name: string }[]): LinkFormat {
  if (asked === 'url' || asked === 'markdown' || asked === 'html' || asked === 'bbcode') return asked;
  if (templates.some(({ name }) => name === asked)) return `template:${asked}`;
  const detail = 'url, markdown, html, bbcode, or the name of a template of yours';
  throw new Failed({
    code: 'bad-settings',
    retry: 'after-user-acts',
    scope: 'profile',
    subject: `--as ${asked}`,
    detail,
  });
}

function remarks({ expiresAt, limitedBy, withoutLocation }: Link): string[] {
  const until =
    expiresAt === null ? [] : [`Until ${new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`];
  const limits = {
    'keys-end': 'Shorter than asked for: the keys that signed it end then.',
    'keys-may-end': 'It may end sooner: the keys are temporary and do not say when they end.',
  };
  return [
    ...until,
    ...(limitedBy === null ? [] : [limits[limitedBy]]),
    ...(withoutLocation ? ['It gives a copy that does not tell where it was taken.'] : []),
  ];
}
