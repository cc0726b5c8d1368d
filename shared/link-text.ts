/** @file A link as text to paste somewhere: plain, Markdown, HTML, BBCode or a template of one's own; pure, for both sides. */
import { z } from 'zod';
import { assertNever } from './brand.ts';
import { type Link, LinkLife } from './link.ts';

/** How the values of a template are made harmless where the text is pasted. */
export const Escaping = z.enum(['none', 'markdown', 'html', 'bbcode', 'json']);
export type Escaping = z.infer<typeof Escaping>;

export const LinkTemplate = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** `{url}`, `{name}`, `{width}`, `{height}`, `{type}`, `{size}`, `{until}`. */
  text: z.string().min(1).max(2000),
  escaping: Escaping,
});
export type LinkTemplate = z.infer<typeof LinkTemplate>;

export const ownFormats = ['url', 'markdown', 'html', 'bbcode'] as const;

/** One of `ownFormats`, or `template:` and the name of one of the person's own. */
export const LinkFormat = z.union([z.enum(ownFormats), z.templateLiteral(['template:', z.string().max(40)])]);
export type LinkFormat = z.infer<typeof LinkFormat>;

/** All of it at once: a template that makes no sense is refused, and none is lost. */
export const SharingChange = z.strictObject({
  format: LinkFormat,
  life: LinkLife,
  rendition: z.string().max(32),
  templates: z.array(LinkTemplate).max(50),
});

/** What was last used is offered first; kept with the settings. What is damaged there falls back by itself. */
export const Sharing = z.object({
  format: LinkFormat.default('url').catch('url'),
  life: LinkLife.default('week').catch('week'),
  rendition: z.string().max(32).default('original').catch('original'),
  templates: z.array(LinkTemplate).max(50).default([]).catch([]),
});
export type Sharing = z.infer<typeof Sharing>;

export const placeholders = ['url', 'name', 'width', 'height', 'type', 'size', 'until'] as const;
type Placeholder = (typeof placeholders)[number];
const PLACEHOLDER = /\{([^{}]*)\}/g;

type Facts = Pick<Link, 'url' | 'fileName' | 'contentType' | 'size' | 'width' | 'height' | 'expiresAt'>;

const builtIn: Readonly<Record<(typeof ownFormats)[number], Omit<LinkTemplate, 'name'>>> = {
  url: { text: '{url}', escaping: 'none' },
  markdown: { text: '![{name}]({url})', escaping: 'markdown' },
  html: { text: '<img src="{url}" alt="{name}">', escaping: 'html' },
  bbcode: { text: '[img]{url}[/img]', escaping: 'bbcode' },
};

/** A template of the person's own that is not there (any more) is the plain address. */
export function linkText(format: LinkFormat, facts: Facts, templates: readonly LinkTemplate[]): string {
  const own = ownFormats.find((one) => one === format);
  const template = own === undefined ? templates.find(({ name }) => `template:${name}` === format) : builtIn[own];
  return fillTemplate(template ?? builtIn.url, facts);
}

/** The name in braces that means nothing, or null; that the address is left out is not a fault. */
export function unknownPlaceholder(text: string): string | null {
  const used = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return used.find((name) => !isPlaceholder(name)) ?? null;
}

/** What is in braces and means nothing stays as it is. */
export function fillTemplate({ text, escaping }: Omit<LinkTemplate, 'name'>, facts: Facts): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    if (!isPlaceholder(name)) return whole;
    const value = factOf(name, facts);
    return name === 'url' ? escapeAddress(escaping, value) : escapeText(escaping, value);
  });
}

function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((one) => one === name);
}

function factOf(name: Placeholder, facts: Facts): string {
  switch (name) {
    case 'url':
      return facts.url;
    case 'name':
      return facts.fileName;
    case 'width':
      return String(facts.width ?? '');
    case 'height':
      return String(facts.height ?? '');
    case 'type':
      return facts.contentType;
    case 'size':
      return String(facts.size);
    case 'until':
      return facts.expiresAt === null ? '' : new Date(facts.expiresAt).toISOString();
    default:
      return assertNever(name, 'placeholder');
  }
}

/** Letters that end an address where it is pasted are percent-encoded: S3 decodes them, and its signature covers what they mean. */
function escapeAddress(escaping: Escaping, url: string): string {
  switch (escaping) {
    case 'none':
      return url;
    case 'markdown':
      return percent(url, /[()<>\\\s*_`]/g);
    case 'html':
      return escapeText('html', url);
    case 'bbcode':
      return percent(url, /[[\]\s]/g);
    case 'json':
      return escapeText('json', url);
    default:
      return assertNever(escaping, 'escaping');
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(escaping: Escaping, text: string): string {
  switch (escaping) {
    case 'none':
      return text;
    case 'markdown':
      // CommonMark 2.4: any ASCII punctuation may be escaped. A line's end would end the paragraph.
      return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, (letter) => `\\${letter}`);
    case 'html':
      return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
    case 'bbcode':
      // BBCode knows no escaping; only brackets mean something in it.
      return text.replaceAll('[', '(').replaceAll(']', ')').replaceAll(/\s+/g, ' ');
    case 'json':
      return JSON.stringify(text).slice(1, -1);
    default:
      return assertNever(escaping, 'escaping');
  }
}

function percent(text: string, letters: RegExp): string {
  return text.replaceAll(letters, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
