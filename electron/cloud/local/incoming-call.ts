/** @file A request as both local servers read it: decoded path, query and headers, and the path in the form that was signed. */
import type { IncomingMessage } from 'node:http';

export type IncomingCall = {
  readonly method: string;
  /** Decoded, from the first slash on. */
  readonly path: string;
  /** Encoded the one way that signatures are made over, whatever way the client encoded it. */
  readonly canonicalPath: string;
  /** Decoded; a name given without a value has the value ''. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
};

/** Null when an escape is broken, a name repeats in the query, or the target is not a path. */
export function incomingCall(request: IncomingMessage): IncomingCall | null {
  const target = request.url ?? '';
  const mark = target.indexOf('?');
  const path = decoded(mark === -1 ? target : target.slice(0, mark));
  const query = mark === -1 ? new Map<string, string>() : decodedQuery(target.slice(mark + 1));
  if (path === null || query === null || !path.startsWith('/')) return null;
  return { method: request.method ?? '', path, canonicalPath: encodedPath(path), query, headers: headersOf(request) };
}

/** Percent-encodes all but RFC 3986's unreserved characters and the slash. */
export function encodedPath(path: string): string {
  return path
    .split('/')
    .map((name) =>
      encodeURIComponent(name).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

function headersOf(request: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value);
  }
  return headers;
}

function decodedQuery(text: string): Map<string, string> | null {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decoded(formText(equals === -1 ? pair : pair.slice(0, equals)));
    const value = decoded(formText(equals === -1 ? '' : pair.slice(equals + 1)));
    if (name === null || value === null || query.has(name)) return null;
    query.set(name, value);
  }
  return query;
}

function formText(text: string): string {
  return text.replaceAll('+', '%20');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
