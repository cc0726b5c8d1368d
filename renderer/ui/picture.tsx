/** @file The picture of an image as the engine serves it, or the shape of one where there is none. */
import { Image, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useSurface } from '../live.ts';
import styles from './picture.module.css';

export type PictureProps = {
  readonly profile: string;
  readonly imageId: string;
  /** Null: there is none to show yet. */
  readonly thumb: string | null;
  readonly rendition?: 'preview';
  /** Empty where the name stands beside it. */
  readonly alt: string;
  readonly whole?: boolean;
};

export function Picture({ profile, imageId, thumb, rendition, alt, whole = false }: PictureProps) {
  const surface = useSurface();
  const [broken, setBroken] = useState<string | null>(null);
  if (surface === undefined || thumb === null || broken === thumb) {
    const Shape = thumb === null ? Image : ImageOff;
    return (
      <span className={styles.none}>
        <Shape size={20} strokeWidth={1.25} aria-hidden />
      </span>
    );
  }
  const query = new URLSearchParams({ profile, v: thumb, ...(rendition === undefined ? {} : { rendition }) });
  return (
    <img
      src={`${surface.thumbs}${imageId}?${query}`}
      alt={alt}
      decoding="async"
      draggable={false}
      onError={() => setBroken(thumb)}
      className={`${styles.picture} ${whole ? styles.whole : ''}`}
    />
  );
}
