/** @file Asks what the window opens with before any of it is drawn: the engine answers while the page is made. */
import { historyQuestion } from './history/use-history.ts';
import { viewOf } from './history/view.ts';
import { queries, settingsQuestion } from './live.ts';
import { routeOf } from './route.ts';

/**
 * No more than what is waited for: the rest is asked by what shows it, and would only be worked on before. What fails is asked
 * again by who needs it.
 */
export function askAhead(hash: string): void {
  const { screen, query } = routeOf(hash);
  void queries.prefetchQuery(settingsQuestion);
  if (screen === 'history') void queries.prefetchInfiniteQuery(historyQuestion(viewOf(query)));
}
