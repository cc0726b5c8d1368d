/** @file One issue: what, which, why, what to do, and its buttons. */
import { CircleSlash, FileQuestion, OctagonAlert, SearchX, Trash2, TriangleAlert, Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '../../shared/brand.ts';
import type { IssueEntry } from '../../shared/issue.ts';
import { lastPart } from '../history/filter-form.tsx';
import { plainView, queryOf } from '../history/view.ts';
import { pageFor, profileHash } from '../own-cloud/parts.ts';
import { go, hashOf } from '../route.ts';
import { EnterCode } from '../shell/enter-code.tsx';
import { Button } from '../ui/button.tsx';
import type { Words } from '../words/english.ts';
import { formatAway } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './issue.module.css';
import { budgetText, PutAside } from './put-aside.tsx';
import { Repair } from './repair.tsx';
import { TryDeleting, TryNow } from './try-now.tsx';

export function Issue({ issue }: { readonly issue: IssueEntry }) {
  const words = useWords();
  const locale = useLocale();
  const away = (at: number) => formatAway(at, Date.now(), locale);
  switch (issue.kind) {
    case 'computer':
      return (
        <Line
          icon={<OctagonAlert size={16} aria-hidden className={styles.bad} />}
          which={words.setting.device}
          {...words.failures[issue.failure.code]}
          more={[issue.failure.subject, words.triedByItself]}
        />
      );
    case 'profile':
      return (
        <Line
          icon={<OctagonAlert size={16} aria-hidden className={styles.bad} />}
          which={issue.profile}
          {...words.failures[issue.failure.code]}
          more={[issue.failure.detail, words.since(away(issue.since)), words.nextTry(away(issue.nextTry))]}
          deeds={
            <>
              <Button onClick={() => go(profileHash(issue.profile, pageFor(issue.failure.code)))}>
                {words.openSettings}
              </Button>
              {issue.failure.code === 'mfa-needed' ? (
                <EnterCode profile={issue.profile} />
              ) : (
                <TryNow what={{}} label={words.tryNow} />
              )}
            </>
          }
        />
      );
    case 'budget':
      return (
        <Line
          icon={<Wallet size={16} aria-hidden className={issue.state === 'spent' ? styles.bad : styles.wait} />}
          which={issue.profile}
          what={words.cost.states[issue.state]}
          todo={words.cost.warned}
          more={[budgetText(issue, words, locale)]}
          deeds={
            <>
              <Button onClick={() => go(profileHash(issue.profile, 'cost'))}>{words.cost.open}</Button>
              <PutAside budget={issue} />
            </>
          }
        />
      );
    case 'image':
      return (
        <Line
          icon={<TriangleAlert size={16} aria-hidden className={issue.nextTry === null ? styles.bad : styles.wait} />}
          which={lastPart(issue.path)}
          {...words.failures[issue.failure.code]}
          more={[
            issue.path,
            issue.failure.detail,
            issue.nextTry === null ? undefined : words.nextTry(away(issue.nextTry)),
          ]}
          deeds={
            <>
              <ShowImage profile={issue.profile} imageId={issue.imageId} words={words} />
              <TryNow what={{ image: { profile: issue.profile, imageId: issue.imageId } }} label={words.tryNow} />
            </>
          }
        />
      );
    case 'file':
      return (
        <Line
          icon={<FileQuestion size={16} aria-hidden className={styles.wait} />}
          which={lastPart(issue.path)}
          {...words.failures[issue.failure.code]}
          more={[issue.path, words.nextTry(away(issue.nextTry))]}
          deeds={<TryNow what={{ file: issue.file }} label={words.tryNow} />}
        />
      );
    case 'deletion':
      return (
        <Line
          icon={<Trash2 size={16} aria-hidden className={issue.nextTry === null ? styles.bad : styles.wait} />}
          which={issue.fileName}
          what={words.notDeletedYet}
          todo={words.failures[issue.failure.code].what}
          more={[
            issue.profile,
            issue.failure.detail,
            issue.nextTry === null ? undefined : words.nextTry(away(issue.nextTry)),
          ]}
          deeds={<TryDeleting image={{ profile: issue.profile, imageId: issue.imageId }} />}
        />
      );
    case 'refused':
      return (
        <Line
          icon={<CircleSlash size={16} aria-hidden className={styles.quiet} />}
          which={lastPart(issue.path)}
          {...words.refusals[issue.reason]}
          more={[issue.path]}
        />
      );
    case 'finding':
      return (
        <Line
          icon={<SearchX size={16} aria-hidden className={styles.bad} />}
          which={lastPart(issue.subject)}
          {...words.findings[issue.finding]}
          more={[issue.profile, issue.subject, words.since(away(issue.since))]}
          deeds={
            <>
              {issue.imageId === null ? null : (
                <ShowImage profile={issue.profile} imageId={issue.imageId} words={words} />
              )}
              <Repair profile={issue.profile} />
            </>
          }
        />
      );
    default:
      return assertNever(issue, 'issue');
  }
}

type ShowImageProps = { readonly profile: string; readonly imageId: string; readonly words: Words };

function ShowImage({ profile, imageId, words }: ShowImageProps) {
  return (
    <Button onClick={() => go(hashOf('history', queryOf({ ...plainView, image: { profile, imageId } })))}>
      {words.showImage}
    </Button>
  );
}

type LineProps = {
  readonly icon: ReactNode;
  readonly which: string;
  readonly what: string;
  readonly todo: string;
  readonly more: readonly (string | undefined)[];
  readonly deeds?: ReactNode;
};

function Line({ icon, which, what, todo, more, deeds }: LineProps) {
  return (
    <li className={styles.issue}>
      {icon}
      <div className={styles.text}>
        <p className={styles.what}>
          <span className={styles.which}>{which}</span> {what}
        </p>
        <p>{todo}</p>
        <p className={styles.more}>{more.filter((part) => part !== undefined && part !== '').join(' · ')}</p>
      </div>
      {deeds === undefined ? null : <div className={styles.deeds}>{deeds}</div>}
    </li>
  );
}
