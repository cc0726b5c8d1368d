/** @file Asks what the window opens with before any of it is drawn: the engine answers while the page is made. */
import { deletionsQuestion } from './delete/use-going.ts';
import { historyQuestion } from './history/use-history.ts';
import { viewOf } from './history/view.ts';
import { queries, questions } from './live.ts';
import { routeOf } from './route.ts';

/** What is most looked at comes first: the engine answers one after the other. What fails is asked again by who needs it. */
export function askAhead(hash: string): void {
  const { screen, query } = routeOf(hash);
  void queries.prefetchQuery(questions.settings);
  if (screen === 'history') {
    void queries.prefetchInfiniteQuery(historyQuestion(viewOf(query)));
    void queries.prefetchQuery(deletionsQuestion);
  }
  void queries.prefetchQuery(questions.profiles);
  void queries.prefetchQuery(questions.surface);
  void queries.prefetchQuery(questions.folders);
  void queries.prefetchQuery(questions.issues);
  void queries.prefetchQuery(questions.status);
}
