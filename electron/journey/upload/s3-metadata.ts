/** @file Turns an object's metadata into headers that every server keeps, and back; pure. */
import { fromHeaderText, toHeaderText } from './header-text.ts';

export function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, toHeaderText(value)]));
}

/** Names come back in lower case, whatever the server made of them. */
export function metadataFromHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fromHeaderText(value)]),
  );
}
