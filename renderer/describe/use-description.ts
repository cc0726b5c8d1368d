/** @file What is said of an image, with the edits it had. */
import { useQuery } from '@tanstack/react-query';
import type { ImageKey } from '../../shared/queue.ts';
import { cloudroll } from '../bridge.ts';
import { keys } from '../live.ts';

/** Renewed with the image: what is said of it may come from another computer. */
export function useDescription(image: ImageKey | undefined) {
  return useQuery({
    queryKey: [...keys.image(image?.profile ?? '', image?.imageId ?? ''), 'description'],
    enabled: image !== undefined,
    queryFn: ({ signal }) =>
      cloudroll.library.describe.get({ profile: image?.profile ?? '', imageId: image?.imageId ?? '' }, { signal }),
  });
}
