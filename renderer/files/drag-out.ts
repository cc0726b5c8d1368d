/** @file Images dragged out of the window, on the desktop: what this computer has at once; what it lacks is fetched first. */

import { mostDragged } from '../../shared/desktop-bridge.ts';
import { cloudroll, onDesktop } from '../bridge.ts';
import { keysOf, type Subject } from '../deeds/subject.ts';
import { sayFailure } from '../library/say-failure.ts';
import { notify } from '../ui/toasts.tsx';
import type { Words } from '../words/english.ts';

export const canDragOut = onDesktop !== null;

let isOut = false;

/** While what is dragged is ours: dropped on this window it is not carried again. */
export function isDraggedOut(): boolean {
  return isOut;
}

/** No drag sends pointer events: the next one is after its end. */
function isBack(event: PointerEvent): void {
  if (event.type === 'pointermove' && event.buttons !== 0) return;
  isOut = false;
  removeEventListener('pointermove', isBack, true);
  removeEventListener('pointerdown', isBack, true);
}

/** At most `mostDragged`; those that are neither stored nor here stay. */
export async function dragOut(images: readonly Subject[], words: Words): Promise<void> {
  const some = images.filter(({ state, file }) => state === 'stored' || file !== null).slice(0, mostDragged);
  if (onDesktop === null || some.length === 0) return;
  try {
    isOut = true;
    addEventListener('pointermove', isBack, true);
    addEventListener('pointerdown', isBack, true);
    if (await onDesktop.drag(keysOf(some))) return;
    isOut = false;
    await fetchFirst(some, words);
  } catch (error) {
    isOut = false;
    sayFailure(error, words);
  }
}

async function fetchFirst(images: readonly Subject[], words: Words): Promise<void> {
  const stopping = new AbortController();
  const stop = { label: words.stop, run: () => stopping.abort() };
  const close = notify({
    title: words.dragging.fetching(images.length),
    more: words.dragging.why,
    deed: stop,
    stays: 0,
  });
  try {
    await cloudroll.library.files.fetch({ images: keysOf(images) }, { signal: stopping.signal });
    notify({ title: words.dragging.ready(images.length) });
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    close();
  }
}
