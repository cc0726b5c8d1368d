/** @file An image as deeds need it; a row of History and an image in full both are one. */
import type { JourneyState } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';

export type Subject = ImageKey & {
  readonly fileName: string;
  readonly size: number;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly state: JourneyState;
  readonly tags: readonly string[];
  readonly favourite: boolean;
  /** One of its files on this computer; null: there is none. */
  readonly file: number | null;
};

export function keysOf(images: readonly ImageKey[]): ImageKey[] {
  return images.map(({ profile, imageId }) => ({ profile, imageId }));
}

/** What can be shared, fetched or deleted is what the cloud has confirmed. */
export function storedOf(images: readonly Subject[]): readonly Subject[] {
  return images.filter(({ state }) => state === 'stored');
}
