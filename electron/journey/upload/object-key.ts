/** @file Where an image goes in the bucket: fills a key template; pure. */
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
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Why a template cannot be used, or null. */
export function templateFault(template: string, kind: 'original' | 'rendition'): string | null {
  const used = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  const unknown = used.find((name) => !placeholders.includes(name));
  if (unknown !== undefined) return `{${unknown}} is not known`;
  if (!used.includes('hash') && !used.includes('hash8'))
    return 'it needs {hash} or {hash8}, so that two images never share a key';
  if (kind === 'rendition' && !used.includes('rendition'))
    return 'it needs {rendition}, so that two renditions never share a key';
  if (kind === 'original' && used.includes('rendition')) return '{rendition} is for renditions';
  if (template.startsWith('/')) return 'it must not begin with /';
  return null;
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
