/** @file What windows are told of an arrival: an issue that it ended goes, and without issues nobody asks for them. */
import { expect, test } from 'vitest';
import { arrivalNews } from '../../electron/api/arrival-news.ts';
import type { Failure } from '../../shared/failure.ts';
import type { IssueEntry } from '../../shared/issue.ts';

const failure: Failure = { code: 'timed-out', retry: 'soon', scope: 'image', subject: 'a' };

test('as long as there are issues, each image that is stored may have ended one', () => {
  let issues: IssueEntry[] = [{ kind: 'file', file: 1, path: 'a', failure, nextTry: 1 }];
  const news = arrivalNews(() => issues);
  expect(news({ kind: 'stored', bytesSent: 1 })).toContain('issues');
  issues = [{ kind: 'refused', path: 'b', reason: 'not-an-image' }];
  expect(news({ kind: 'stored', bytesSent: 1 })).toContain('issues');
  expect(news({ kind: 'stored', bytesSent: 1 })).toEqual(['images', 'status']);
  expect(news({ kind: 'waiting', failure, nextAt: 1 })).toContain('issues');
  expect(news({ kind: 'already' })).toContain('issues');
  expect(news({ kind: 'already' })).toEqual(['images', 'status']);
});
