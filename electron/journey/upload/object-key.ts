/** @file Where an image goes in the bucket: fills a key template; pure. */
import type { LayoutFault } from '../../../shared/draft.ts';
import type { ImageId, ObjectKey } from '../../../shared/image.ts';

/** S3's limit, in bytes of UTF-8 (docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
export const longestKey = 1024;

export type KeyParts = {
  readonly hash: ImageId;
  /** Without a dot. */
  readonly extension: string;
  /** As on the disk, with or without extension. */
  readonly fileName: string;
  /** Relative, '/' between names. */
  readonly directory: string;
  readonly rendition?: string;
  readonly capturedAt?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
};

const placeholders = ['hash', 'hash8', 'ext', 'year', 'month', 'day', 'name', 'folder', 'width', 'height', 'rendition'];
/** Bytes that a placeholder may come to; name and folder give way to the others, to nothing if need be. */
const mostBytes: Readonly<Record<string, number>> = {
  hash: 64,
  hash8: 8,
  ext: 8,
  year: 4,
  month: 2,
  day: 2,
  width: 6,
  height: 6,
  rendition: 32,
};
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Why a template cannot be used, or null. */
export function layoutFault(template: string, kind: 'original' | 'rendition'): LayoutFault | null {
  const used = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  const unknown = used.find((name) => !placeholders.includes(name));
  if (unknown !== undefined) return { code: 'unknown-placeholder', name: unknown };
  if (!used.includes('hash') && !used.includes('hash8')) return { code: 'no-hash' };
  if (kind === 'rendition' && !used.includes('rendition')) return { code: 'no-rendition' };
  if (kind === 'original' && used.includes('rendition')) return { code: 'rendition-in-original' };
  if (template.startsWith('/')) return { code: 'leading-slash' };
  const longest = template.replaceAll(PLACEHOLDER, (_, name: string) => 'x'.repeat(mostBytes[name] ?? 0));
  return bytes(longest) > longestKey ? { code: 'too-long' } : null;
}

/** The same for a terminal and a log; windows have words of their own. */
export function templateFault(template: string, kind: 'original' | 'rendition'): string | null {
  const fault = layoutFault(template, kind);
  switch (fault?.code) {
    case undefined:
      return null;
    case 'unknown-placeholder':
      return `{${fault.name}} is not known`;
    case 'no-hash':
      return 'it needs {hash} or {hash8}, so that two images never share a key';
    case 'no-rendition':
      return 'it needs {rendition}, so that two renditions never share a key';
    case 'rendition-in-original':
      return '{rendition} is for renditions';
    case 'leading-slash':
      return 'it must not begin with /';
    case 'too-long':
      return `a key has at most ${longestKey} bytes`;
  }
}

/** True when the key follows from the content alone, so that every computer arrives at the same one. */
export function isByContent(template: string): boolean {
  return !/\{(name|folder)\}/.test(template);
}

/** True when the picture must be opened before the key is known. */
export function needsPicture(template: string): boolean {
  return /\{(year|month|day|width|height)\}/.test(template);
}

/**
 * The same parts give the same key, always. A date that the picture does not tell is 0000-00-00, so that it can be mended
 * later; a key that would be too long loses letters of name and folder, never of the hash.
 */
export function objectKey(template: string, parts: KeyParts): ObjectKey {
  const [year, month, day] = dateOf(parts.capturedAt);
  const name = segment(withoutExtension(parts.fileName));
  const folder = parts.directory.split('/').filter(Boolean).map(segment).join('/');
  const fill = (nameBytes: number, folderBytes: number): string =>
    template
      .replaceAll(PLACEHOLDER, (_, placeholder: string) => {
        switch (placeholder) {
          case 'hash':
            return parts.hash;
          case 'hash8':
            return parts.hash.slice(0, 8);
          case 'ext':
            return parts.extension;
          case 'year':
            return year;
          case 'month':
            return month;
          case 'day':
            return day;
          case 'name':
            return cut(name, nameBytes);
          case 'folder':
            return cut(folder, folderBytes);
          case 'width':
            return String(parts.width ?? 0);
          case 'height':
            return String(parts.height ?? 0);
          case 'rendition':
            return parts.rendition ?? '';
          default:
            throw new Error(`{${placeholder}} is not known`);
        }
      })
      // An empty folder leaves '//' or a leading '/', which some stores and every browser fold.
      .replace(/\/{2,}/g, '/')
      .replace(/^\//, '');

  let key = fill(longestKey, longestKey);
  for (let room = longestKey; bytes(key) > longestKey && room > 0; room = Math.floor(room / 2))
    key = fill(room / 2, room / 2);
  if (bytes(key) > longestKey) throw new Error('The key template is longer than a key may be');
  return key as ObjectKey;
}

function dateOf(capturedAt: string | undefined): readonly [string, string, string] {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(capturedAt ?? '');
  return [match?.[1] ?? '0000', match?.[2] ?? '00', match?.[3] ?? '00'];
}

function withoutExtension(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(0, dot) : fileName;
}

/** One name between slashes: composed letters, no control characters, no separators, never '.' or '..'. */
function segment(name: string): string {
  const clean = name
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{Cc}/\\]/gu, '-');
  return /^\.{1,2}$/.test(clean) ? clean.replaceAll('.', '_') : clean;
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The longest beginning that fits, never half a letter. */
function cut(text: string, most: number): string {
  if (bytes(text) <= most) return text;
  let kept = '';
  let used = 0;
  for (const letter of text) {
    used += bytes(letter);
    if (used > most) break;
    kept += letter;
  }
  return kept;
}
