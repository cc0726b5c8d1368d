/** @file Reads an item that another system wrote about an image: where its object could be, and what was said of it; pure. */
import { z } from 'zod';
import type { Description } from '../../../shared/description.ts';
import { ImageId } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';

export type Place = { readonly bucket: string; readonly key: string };

export const ForeignFacts = z.object({
  /** Null: after the object's key. */
  fileName: z.string().nullable(),
  /** Milliseconds since 1970 UTC. */
  uploadedAt: z.number().nullable(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
});
export type ForeignFacts = z.infer<typeof ForeignFacts>;

export type ForeignItem = {
  /** Where the original could be, the likeliest first: what is really there is for the bucket to say. */
  readonly originals: readonly Place[];
  /** The same for the copy that the other system made. */
  readonly copies: readonly Place[];
  readonly facts: ForeignFacts;
};

/** Attributes that hold a key, or a file's name that a key is made of. */
const keyNames =
  's3_key object_key original_key image_key ImageKey image-id key original_filename file_name filename ID id'.split(
    ' ',
  );
const copyNames = 'processed_key processed_filename thumbnail_key'.split(' ');
/** Where the systems that are known put what is called so. */
const originalFolders = ['', 'uploads/', 'uploaded/', 'images/', 'originals/'];
const copyFolders = ['', 'processed/', 'FINAL-IMAGES/', 'thumbnails/'];
const timeNames = 'upload_time uploaded_at upload_date created_date timestamp'.split(' ');

/** Null for a record of ours, and for an item of another user. */
export function foreignItem(item: Readonly<Record<string, unknown>>, profile: Profile): ForeignItem | null {
  // Whatever of ours it is, a record or what is left of a deleted one: nobody else names images by their content.
  if (ImageId.safeParse(item['image_id']).success) return null;
  const text = (name: string): string | null => {
    const value = item[name];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const user = text('user_id');
  if (user !== null && user !== profile.userId) return null;
  const source = text('source_bucket') ?? text('original_bucket') ?? text('bucket') ?? profile.bucket;
  const target = text('destination_bucket') ?? text('processed_bucket') ?? source;
  const places = (names: readonly string[], folders: readonly string[], bucket: string): Place[] =>
    names
      .map(text)
      .filter((value) => value !== null)
      .flatMap((value) =>
        folders.flatMap((folder) => [...new Set([value, secured(value)])].map((name) => folder + name)),
      )
      .map((key) => ({ bucket, key }));
  const location = text('location');
  return {
    originals: places(keyNames, originalFolders, source),
    copies: places(copyNames, copyFolders, target),
    facts: {
      fileName: text('original_filename') ?? text('file_name') ?? text('filename'),
      uploadedAt: timeOf(timeNames.map((name) => item[name]).find((value) => value !== undefined)),
      title: text('name') ?? text('title') ?? '',
      description: text('description') ?? '',
      tags: tagsOf(item['tags']),
      fields: location === null ? {} : { location },
    },
  };
}

/** What the owner's words become here. */
export function descriptionOf({ title, description, tags, fields }: ForeignFacts): Description {
  return { title, description, tags, favourite: false, location: true, fields };
}

/**
 * Seconds since 1970, or a text: with a zone as it says; with a T and without one as UTC, which is what Python's utcnow
 * writes; with a blank, as the writer's own clock showed it, for which this computer's zone is the best guess.
 */
function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value > 0 ? Math.round(value * 1000) : null;
  if (typeof value !== 'string') return null;
  const naive = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(value);
  const time = Date.parse(naive ? `${value}Z` : value);
  return Number.isNaN(time) ? null : time;
}

function tagsOf(value: unknown): string[] {
  const tags = value instanceof Set ? [...value] : Array.isArray(value) ? value : [];
  return tags.filter((tag) => typeof tag === 'string').filter((tag) => tag.trim() !== '');
}

/** A name as werkzeug's secure_filename makes it, which a common tutorial puts into its keys. */
function secured(name: string): string {
  const ascii = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '');
  const words = ascii
    .replaceAll(/[/\\]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  return words
    .join('_')
    .replaceAll(/[^A-Za-z0-9_.-]/g, '')
    .replaceAll(/^[._]+|[._]+$/g, '');
}
