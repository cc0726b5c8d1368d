/** @file Where the window is: the part of the address after "#", which back and forward walk through. */
import { useSyncExternalStore } from 'react';

export const screens = ['history', 'activity', 'issues', 'folders', 'library', 'settings', 'welcome'] as const;
export type Screen = (typeof screens)[number];

export type Route = { readonly screen: Screen; readonly query: URLSearchParams };

/** Anything that is no screen is History. */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const screen = screens.find((name) => name === path) ?? 'history';
  return { screen, query: new URLSearchParams(search) };
}

export function hashOf(screen: Screen, query: URLSearchParams = new URLSearchParams()): string {
  const search = query.toString();
  return `#/${screen}${search === '' ? '' : `?${search}`}`;
}

/** `replace` for what back should not stop at, such as every letter of a search. */
export function go(hash: string, how: 'push' | 'replace' = 'push'): void {
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
    removeEventListener('hashchange', listener);
  };
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

export function useRoute(): Route {
  return routeOf(useHash());
}
