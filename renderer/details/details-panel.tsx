/** @file All that is known of one image, beside the list: picture, facts, where it is, its journey, its proof. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, ChevronDown, ChevronUp, ImageOff, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ImageInFull } from '../../shared/history.ts';
import { cloudroll } from '../bridge.ts';
import { DeedButtons } from '../deeds/deed-buttons.tsx';
import { DescriptionPart } from '../describe/description-part.tsx';
import type { ImageAddress } from '../history/view.ts';
import { keys, useSurface } from '../live.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Picture } from '../ui/picture.tsx';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { useWords } from '../words/language.ts';
import styles from './details-panel.module.css';
import { Facts } from './facts.tsx';
import { FailureNote } from './failure-note.tsx';
import { Journey } from './journey.tsx';
import { Places } from './places.tsx';
import { SectionHeading } from './section.tsx';

export type DetailsPanelProps = {
  readonly image: ImageAddress;
  /** It stands in the list's place, not beside it: the way back comes first, and it has the focus. */
  readonly isPage: boolean;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
};

export function DetailsPanel({ image, isPage, onClose, onStep }: DetailsPanelProps) {
  const words = useWords();
  const scroll = useRef<HTMLElement>(null);
  const asked = useQuery({
    queryKey: keys.image(image.profile, image.imageId),
    queryFn: ({ signal }) => cloudroll.images.find(addressOf(image), { signal }),
    // While the next one is asked for, the one before stays.
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  useEffect(() => {
    if (isPage) scroll.current?.focus();
  }, [isPage]);
  const Title = isPage ? 'h1' : 'h2';
  return (
    <aside className={styles.panel} aria-label={words.details}>
      <div className={styles.head}>
        {isPage ? (
          <Button
            look="quiet"
            className={styles.back ?? ''}
            icon={<ArrowLeft size={16} aria-hidden className={styles.arrow} />}
            onClick={onClose}
          >
            {words.screens.history}
          </Button>
        ) : null}
        <Title className={styles.title}>{asked.data?.fileName ?? words.details}</Title>
        <IconButton label={words.previous} onClick={() => onStep(-1)}>
          <ChevronUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={words.following} onClick={() => onStep(1)}>
          <ChevronDown size={16} aria-hidden />
        </IconButton>
        {isPage ? null : (
          <IconButton label={words.close} keys="Esc" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={asked.data?.fileName ?? words.details}>
        <ScreenBoundary key={image.imageId}>
          {asked.data !== undefined ? (
            <SectionHeading value={isPage ? 'h2' : 'h3'}>
              <InFull image={asked.data} />
            </SectionHeading>
          ) : asked.isError ? (
            <Blank
              icon={<ImageOff size={28} strokeWidth={1.25} />}
              title={words.imageGone}
              deed={<Button onClick={() => void asked.refetch()}>{words.retry}</Button>}
            />
          ) : (
            <LoadingRows count={5} label={words.loading} />
          )}
        </ScreenBoundary>
      </section>
    </aside>
  );
}

function InFull({ image }: { readonly image: ImageInFull }) {
  const thumbs = useSurface()?.thumbs;
  return (
    <>
      <figure className={styles.picture}>
        <Picture
          thumbs={thumbs}
          profile={image.profile}
          imageId={image.imageId}
          thumb={image.thumb}
          rendition="preview"
          alt={image.fileName}
          whole
        />
      </figure>
      {image.failure === null ? null : <FailureNote image={image} failure={image.failure} />}
      <div className={styles.deeds}>
        <DeedButtons images={[image]} />
      </div>
      <DescriptionPart image={image} />
      <Facts image={image} />
      <Places image={image} />
      <Journey image={image} />
    </>
  );
}

function addressOf({ profile, imageId }: ImageAddress) {
  return { profile, imageId };
}
