/** @file Where below the chosen folder an image is written: by day, as it lay, or all in one; pure. */
import { assertNever } from '../../../shared/brand.ts';
import type { RestoreLayout } from '../../../shared/restoring.ts';
import { parted, safeName } from './safe-name.ts';

export type PlaceFacts = {
  readonly layout: RestoreLayout;
  /** 'original' or the rendition's name. */
  readonly rendition: string;
  readonly fileName: string;
  /** Below the watched folder, '/' between names. */
  readonly directory: string;
  /** As the camera wrote it. */
  readonly capturedAt: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly storedAt: number;
  /** Of the object: a rendition's ending is its own. */
  readonly key: string;
};

export type Place = { readonly folders: readonly string[]; readonly name: string };

/** Deeper is cut off in front: what is next to the image tells most. */
const deepest = 16;

export function restorePlace(facts: PlaceFacts): Place {
  return { folders: foldersOf(facts), name: nameOf(facts) };
}

function foldersOf({ layout, directory, capturedAt, storedAt }: PlaceFacts): string[] {
  switch (layout) {
    case 'flat':
      return [];
    case 'day': {
      const taken = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/.exec(capturedAt ?? '')?.[0];
      return [taken ?? new Date(storedAt).toISOString().slice(0, 10)];
    }
    case 'folder':
      return directory
        .split('/')
        .filter((name) => name !== '')
        .slice(-deepest)
        .map(safeName);
    default:
      return assertNever(layout, 'layout');
  }
}

function nameOf({ rendition, fileName, key }: PlaceFacts): string {
  if (rendition === 'original') return safeName(fileName);
  const { ending } = parted(key);
  return safeName(`${parted(fileName).stem}-${rendition}${ending}`);
}
