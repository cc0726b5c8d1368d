/** @file The pages of the library and their addresses. */
import { hashOf } from '../route.ts';

export const libraryPages = [
  'find',
  'restore',
  'requests',
  'deleted',
  'space',
  'verify',
  'records',
  'log',
  'health',
] as const;
export type LibraryPage = (typeof libraryPages)[number];

/** Anything that is no page is the first. */
export function pageOf(query: URLSearchParams): LibraryPage {
  return libraryPages.find((page) => page === query.get('page')) ?? 'find';
}

export function libraryHash(page: LibraryPage): string {
  return hashOf('library', new URLSearchParams({ page }));
}
