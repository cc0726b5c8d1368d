/** @file Writes the XML that S3 answers with; the one place that escapes. */
import { encodedPath } from './incoming-call.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export type XmlValue = string | number | boolean | undefined;

/** Empty when there is no value. */
export function xmlElement(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  return `<${name}>${escaped(String(value))}</${name}>`;
}

/** `inner` is XML already. */
export function xmlParent(name: string, inner: readonly string[]): string {
  return `<${name}>${inner.join('')}</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

/** A whole answer under S3's namespace. */
export function s3Document(name: string, inner: readonly string[]): string {
  return xmlDocument(`<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner.join('')}</${name}>`);
}

/** How keys are written in a listing: as they are, or percent-encoded where the client asked for `encoding-type=url`. */
export function keyWriter(encodingType: string | undefined): (key: string) => string {
  return encodingType === 'url' ? encodedPath : (key) => key;
}

/** S3's form of a time: ISO 8601 in UTC with milliseconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a parser would drop or change them if written as they are.
  return text.replace(/[&<>"\u0000-\u001f\u007f\u0085\u2028]/g, (character) => {
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}
