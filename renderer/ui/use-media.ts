/** @file Whether a media query holds now, for what a style sheet alone cannot do. */
import { useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** As the style sheets have it: below, the navigation is a rail, and details take the place of the list. */
export const narrow = '(max-width: 60rem)';
