/** @file The activity log: who did what when, searched as it is typed, saved as a file. */
import { useQuery } from '@tanstack/react-query';
import { Download, ScrollText, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { DeedKind, type LogEntry, type LogFilter } from '../../shared/library-log.ts';
import { cloudroll } from '../bridge.ts';
import { plainView, queryOf } from '../history/view.ts';
import { Asked } from '../library/asked.tsx';
import styles from '../library/page.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { usePages } from '../library/use-pages.ts';
import { saveStream } from '../records/save-stream.ts';
import { hashOf } from '../route.ts';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Choice, SearchField } from '../ui/fields.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import own from './log-page.module.css';
import { sayDetail } from './say-detail.ts';

/** Milliseconds: what happens while somebody looks appears. */
const renewEvery = 5000;

export function LogPage() {
  const words = useWords();
  const text = words.log;
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<DeedKind | ''>('');
  const [device, setDevice] = useState('');
  const wanted = useSettled(typed.trim());
  const filter: LogFilter = {
    ...(wanted === '' ? {} : { text: wanted }),
    ...(kind === '' ? {} : { kinds: [kind] }),
    ...(device === '' ? {} : { device }),
  };
  const devices = useDevices();
  const { query, more } = usePages(
    ['log', filter],
    (after, signal) => cloudroll.library.log.page({ ...filter, limit: 100, ...after }, { signal }),
    renewEvery,
  );
  const save = async () => {
    try {
      await saveStream(
        'cloudroll-log.csv',
        await cloudroll.library.log.export({ format: 'csv', filter }),
        () => undefined,
      );
    } catch (error) {
      sayFailure(error, words);
    }
  };
  return (
    <section>
      <h2 className={styles.title}>{text.title}</h2>
      <div className={own.tools}>
        <SearchField label={text.search} value={typed} onChange={setTyped} />
        <Choice
          label={text.kind}
          value={kind}
          options={[
            { value: '' as const, label: `${text.kind}: ${words.anyOf}` },
            ...DeedKind.options.map((value) => ({ value, label: text.kinds[value] })),
          ]}
          onChange={setKind}
        />
        {devices.length < 2 ? null : (
          <Choice
            label={text.device}
            value={device}
            options={[
              { value: '', label: `${text.device}: ${words.anyOf}` },
              ...devices.map((name) => ({ value: name, label: name })),
            ]}
            onChange={setDevice}
          />
        )}
        <Button icon={<Download size={14} aria-hidden />} onClick={() => void save()}>
          {text.export}
        </Button>
      </div>
      <Asked query={query}>
        {(entries) =>
          entries.length === 0 ? (
            <Blank
              icon={<ScrollText size={32} strokeWidth={1.25} />}
              title={Object.keys(filter).length === 0 ? text.empty : text.noMatch}
            />
          ) : (
            <>
              <ul className={styles.list}>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
              {more === null ? null : <Button onClick={more}>{words.showMore}</Button>}
            </>
          )
        }
      </Asked>
    </section>
  );
}

/** Computers that stored images, most first. */
export function useDevices(): readonly string[] {
  const asked = useQuery({
    queryKey: ['devices'],
    queryFn: ({ signal }) => cloudroll.library.find.devices({}, { signal }),
  });
  return (asked.data ?? []).map(({ device }) => device);
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const words = useWords();
  const locale = useLocale();
  const { at, device, kind, profile, imageId, subject, images } = entry;
  const said = sayDetail(entry, words);
  const facts = [
    ...(images > 1 ? [words.log.images(images)] : []),
    ...(profile === null || profile === subject ? [] : [profile]),
    device,
    ...(said === '' ? [] : [said]),
  ];
  return (
    <li className={own.entry}>
      <time dateTime={new Date(at).toISOString()} className={styles.facts}>
        {formatMoment(at, locale)}
      </time>
      <span className={kind === 'failed' || kind === 'alert' ? own.bad : own.kind}>
        {kind === 'failed' || kind === 'alert' ? <TriangleAlert size={13} aria-hidden /> : null}
        {words.log.kinds[kind]}
      </span>
      <span className={own.what}>
        {profile !== null && imageId !== null && kind !== 'deleted' ? (
          <a href={hashOf('history', queryOf({ ...plainView, image: { profile, imageId } }))}>{subject}</a>
        ) : (
          subject
        )}
        <span className={own.facts}> {facts.join(' · ')}</span>
      </span>
    </li>
  );
}
