/** @file What windows are told when an image has arrived: of issues too, as long as there are any that it may have ended. */
import type { Change } from '../../shared/activity.ts';
import type { IssueEntry } from '../../shared/issue.ts';
import type { Arrival } from '../journey/journey.ts';

/** What an arrival may end; the others go by a person's deed, which tells of itself. */
const ended: readonly IssueEntry['kind'][] = ['profile', 'image', 'file'];

/** `look` is asked only as long as there was something: a thousand images a second cost nothing. */
export function arrivalNews(look: () => readonly IssueEntry[]): (arrival: Arrival) => readonly Change[] {
  // Of the start nobody knows.
  let mayHaveIssues = true;
  return ({ kind }) => {
    const isQuiet = kind === 'stored' || kind === 'already' || kind === 'stopped';
    if (isQuiet && !mayHaveIssues) return ['images', 'status'];
    mayHaveIssues = !isQuiet || look().some((issue) => ended.includes(issue.kind));
    return ['images', 'status', 'issues'];
  };
}
