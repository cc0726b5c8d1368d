/** @file Tells the desktop, once, that the window has on screen what it opened with. */
import { onDesktop } from './bridge.ts';
import { queries } from './live.ts';

/** Before the first question is asked. Does nothing in a browser. */
export function tellWhenDrawn(page: HTMLElement): void {
  if (onDesktop === null) return;
  const { drawn } = onDesktop;
  const leave = queries.getQueryCache().subscribe((event) => {
    const isAnswer = event.type === 'updated' && (event.action.type === 'success' || event.action.type === 'error');
    // Answers may come before anything is drawn at all.
    if (!isAnswer || queries.isFetching() > 0 || !page.hasChildNodes()) return;
    leave();
    // What came with the last answer is drawn in the next frame.
    requestAnimationFrame(() => setTimeout(drawn));
  });
}
