/** @file The picture of an image as the engine serves it, or the shape of one where there is none. */
import { Image, ImageOff } from 'lucide-react';
import { useState } from 'react';
import styles from './picture.module.css';

export type PictureProps = {
  /** Where pictures are served; undefined before it is known. */
  readonly thumbs: string | undefined;
  readonly profile: string;
  readonly imageId: string;
  /** Null: there is none to show yet. */
  readonly thumb: string | null;
  readonly rendition?: 'preview';
  /** Empty where the name stands beside it. */
  readonly alt: string;
  readonly whole?: boolean;
};

const shape = { size: 20, strokeWidth: 1.25, 'aria-hidden': true } as const;
/** Made once for all: there is a screen full of them while images come in. */
const noneYet = (
  <span className={styles.none}>
    <Image {...shape} />
  </span>
);
const notThere = (
  <span className={styles.none}>
    <ImageOff {...shape} />
  </span>
);

export function Picture({ thumbs, profile, imageId, thumb, rendition, alt, whole = false }: PictureProps) {
  const [broken, setBroken] = useState<string | null>(null);
  if (thumbs === undefined || thumb === null || broken === thumb) {
    return thumb === null ? noneYet : notThere;
  }
  const query = new URLSearchParams({ profile, v: thumb, ...(rendition === undefined ? {} : { rendition }) });
  return (
    <img
      // Of another image it is another element: one that is kept shows its old picture until the next has come.
      key={`${imageId} ${thumb}`}
      src={`${thumbs}${imageId}?${query}`}
      alt={alt}
      decoding="async"
      draggable={false}
      onError={() => setBroken(thumb)}
      className={`${styles.picture} ${whole ? styles.whole : ''}`}
    />
  );
}
