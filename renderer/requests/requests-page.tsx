/** @file Requests for photos: an address for somebody without an account, and what came by those that were given out. */
import { useQuery } from '@tanstack/react-query';
import { Inbox, RotateCw } from 'lucide-react';
import type { RequestEntry } from '../../shared/photo-request.ts';
import { cloudroll } from '../bridge.ts';
import { plainView, queryOf } from '../history/view.ts';
import { Asked } from '../library/asked.tsx';
import styles from '../library/page.module.css';
import { OfProfile } from '../library/profile-choice.tsx';
import { sayFailure } from '../library/say-failure.ts';
import { hashOf } from '../route.ts';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/toasts.tsx';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { NewRequestForm } from './new-request.tsx';

export function RequestsPage() {
  const words = useWords();
  return (
    <OfProfile>
      {(profile, choice) => (
        <>
          <section className={styles.part}>
            <h2 className={styles.title}>{words.requests.title}</h2>
            <p className={styles.why}>{words.requests.why}</p>
            <NewRequestForm key={profile} profile={profile} choice={choice} />
          </section>
          <Incoming key={`incoming ${profile}`} profile={profile} />
        </>
      )}
    </OfProfile>
  );
}

function Incoming({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.requests;
  const query = useQuery({
    queryKey: ['requests', profile],
    staleTime: 0,
    queryFn: ({ signal }) => cloudroll.library.requests.list({ profile }, { signal }),
  });
  const take = async (key?: string) => {
    try {
      const of = key === undefined ? { profile } : { profile, key };
      const { taken, refused } = await cloudroll.library.requests.take(of);
      const parts = [...(taken > 0 ? [text.taken(taken)] : []), ...(refused > 0 ? [text.refusedCount(refused)] : [])];
      if (parts.length > 0) notify({ title: parts.join(', '), bad: taken === 0 });
    } catch (error) {
      sayFailure(error, words);
    }
    await query.refetch();
  };
  const discard = async (key: string) => {
    try {
      await cloudroll.library.requests.discard({ profile, key });
    } catch (error) {
      sayFailure(error, words);
    }
    await query.refetch();
  };
  /** Taking in looks at what is on its way too; what lies there for a person to decide about is left to them. */
  const look = async () => {
    const states = query.data?.map(({ state }) => state) ?? [];
    if (states.includes('taken') && !states.includes('arrived')) await take();
    else await query.refetch();
  };
  const arrived = query.data?.filter(({ state }) => state === 'arrived').length ?? 0;
  return (
    <section className={styles.part}>
      <div className={styles.bar}>
        <h2 className={styles.title}>{text.list}</h2>
        {query.data === undefined || query.data.length === 0 ? null : (
          <div className={styles.deeds}>
            {arrived < 2 ? null : <Button onClick={() => void take()}>{text.takeAll}</Button>}
            <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => void look()}>
              {text.look}
            </Button>
          </div>
        )}
      </div>
      <Asked query={query}>
        {(entries) =>
          entries.length === 0 ? (
            <Blank icon={<Inbox size={32} strokeWidth={1.25} />} title={text.empty}>
              {text.emptyWhy}
            </Blank>
          ) : (
            <ul className={styles.list}>
              {entries.map((entry) => (
                <Entry
                  key={entry.key}
                  entry={entry}
                  onTake={() => void take(entry.key)}
                  onDiscard={() => void discard(entry.key)}
                />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}

type EntryProps = { readonly entry: RequestEntry; readonly onTake: () => void; readonly onDiscard: () => void };

function Entry({ entry, onTake, onDiscard }: EntryProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.requests;
  const { profile, label, state, reason, imageId, expiresAt, arrived } = entry;
  const facts = [
    text.states[state],
    ...(reason === null ? [] : [words.refusals[reason].what]),
    ...(arrived === null ? [] : [text.came(formatBytes(arrived.size, locale), formatMoment(arrived.at, locale))]),
    ...(state === 'open' && expiresAt !== null ? [text.until(formatMoment(expiresAt, locale))] : []),
  ];
  const lies = state === 'arrived' || state === 'refused';
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>{label ?? text.unnamed}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
      </div>
      {state === 'stored' && imageId !== null ? (
        <a href={hashOf('history', queryOf({ ...plainView, image: { profile, imageId } }))}>{words.showImage}</a>
      ) : null}
      {state === 'arrived' ? <Button onClick={onTake}>{text.take}</Button> : null}
      {lies || state === 'open' || state === 'expired' ? (
        <Button look="quiet" onClick={onDiscard}>
          {lies ? text.discard : text.forget}
        </Button>
      ) : null}
    </li>
  );
}
