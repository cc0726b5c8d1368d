/** @file Issues: everything that needs a person, with what to do about it. */
import { PartyPopper, TriangleAlert } from 'lucide-react';
import type { IssueEntry } from '../../shared/issue.ts';
import { useIssues } from '../live.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { Issue } from './issue.tsx';
import styles from './issues-screen.module.css';
import { TryAll } from './try-now.tsx';

/** What stops most comes first. */
const order: readonly IssueEntry['kind'][] = [
  'computer',
  'profile',
  'budget',
  'image',
  'deletion',
  'finding',
  'file',
  'refused',
];

export function IssuesScreen() {
  const words = useWords();
  const locale = useLocale();
  const asked = useIssues();
  const issues = asked.data ?? [];
  const canTry = issues.some(({ kind }) => kind === 'profile' || kind === 'image' || kind === 'file');
  return (
    <ScreenFrame title={words.screens.issues} tools={canTry ? <TryAll /> : undefined}>
      <ScrollArea label={words.screens.issues}>
        {asked.isPending ? (
          <LoadingRows count={4} label={words.loading} />
        ) : asked.isError && issues.length === 0 ? (
          <Blank
            tone="bad"
            icon={<TriangleAlert size={32} strokeWidth={1.5} />}
            title={words.askFailed}
            deed={<Button onClick={() => void asked.refetch()}>{words.retry}</Button>}
          />
        ) : issues.length === 0 ? (
          <Blank tone="good" icon={<PartyPopper size={36} strokeWidth={1.25} />} title={words.issuesEmpty}>
            {words.issuesEmptyWhy}
          </Blank>
        ) : (
          order.map((kind) => {
            const ofKind = issues.filter((issue) => issue.kind === kind);
            if (ofKind.length === 0) return null;
            return (
              <section key={kind} className={styles.group}>
                <h2 className={styles.title}>
                  {words.issueKinds[kind]} <span className={styles.count}>{formatNumber(ofKind.length, locale)}</span>
                </h2>
                <ul className={styles.list}>
                  {ofKind.map((issue) => (
                    <Issue key={idOf(issue)} issue={issue} />
                  ))}
                </ul>
              </section>
            );
          })
        )}
      </ScrollArea>
    </ScreenFrame>
  );
}

function idOf(issue: IssueEntry): string {
  switch (issue.kind) {
    case 'computer':
      return issue.kind;
    case 'profile':
      return issue.profile;
    case 'budget':
      return `${issue.kind} ${issue.profile}`;
    case 'image':
    case 'deletion':
      return `${issue.kind} ${issue.profile} ${issue.imageId}`;
    case 'file':
    case 'refused':
      return issue.path;
    case 'finding':
      return `${issue.profile} ${issue.finding} ${issue.subject}`;
  }
}
