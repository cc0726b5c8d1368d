/** @file Records out of the library as a file, and descriptions out of such a file back in, shown before they hold. */
import { useRef, useState } from 'react';
import { ExportFormat, type ImportReport } from '../../shared/library-find.ts';
import { cloudroll } from '../bridge.ts';
import { sayChanged } from '../describe/favour.ts';
import styles from '../library/page.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import type { Words } from '../words/english.ts';
import { formatBytes, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { saveStream } from './save-stream.ts';

export function RecordsPage() {
  const words = useWords();
  return (
    <>
      <ExportPart />
      <section className={styles.part}>
        <h2 className={styles.title}>{words.records.importTitle}</h2>
        <p className={styles.why}>{words.records.importWhy}</p>
        <ImportPart />
      </section>
    </>
  );
}

function ExportPart() {
  const words = useWords();
  const locale = useLocale();
  const text = words.records;
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [said, setSaid] = useState('');
  const leaving = useRef<AbortController | null>(null);
  const run = async () => {
    const mine = new AbortController();
    leaving.current = mine;
    setSaid(text.exporting(formatBytes(0, locale)));
    try {
      const pieces = await cloudroll.library.export({ format, filter: {} }, { signal: mine.signal });
      await saveStream(`cloudroll-records.${format}`, pieces, (bytes) =>
        setSaid(text.exporting(formatBytes(bytes, locale))),
      );
      setSaid(text.exported);
    } catch (error) {
      setSaid('');
      if (!mine.signal.aborted) sayFailure(error, words);
    }
    leaving.current = null;
  };
  const running = said !== '' && said !== text.exported;
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{text.exportTitle}</h2>
      <p className={styles.why}>{text.exportWhy}</p>
      <div className={styles.form}>
        <Captioned label={text.format}>
          <Choice
            label={text.format}
            value={format}
            options={ExportFormat.options.map((value) => ({ value, label: text.formats[value] }))}
            onChange={setFormat}
          />
        </Captioned>
        {running ? (
          <Button onClick={() => leaving.current?.abort()}>{words.stop}</Button>
        ) : (
          <Button onClick={() => void run()}>{text.export}</Button>
        )}
        <p role="status" className={styles.beside}>
          {said}
        </p>
      </div>
    </section>
  );
}

/** What the engine says of a line: why, or which of its fields. */
function sayWhy(why: string, words: Words): string {
  return new Map(Object.entries(words.records.whys)).get(why) ?? why;
}

/** Bytes that one message may carry. */
const largest = 32 * 1024 * 1024;

type Tried = { readonly format: ExportFormat; readonly text: string; readonly report: ImportReport };

function ImportPart() {
  const words = useWords();
  const locale = useLocale();
  const text = words.records;
  const input = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [said, setSaid] = useState('');

  const look = async (file: File) => {
    setTried(null);
    if (file.size > largest) return setSaid(text.tooLarge);
    setSaid(text.reading);
    try {
      const content = await file.text();
      const format = /\.csv$/i.test(file.name) ? 'csv' : 'jsonl';
      const report = await cloudroll.library.import({ format, from: { text: content }, tryOnly: true });
      setTried({ format, text: content, report });
      setSaid(text.would(report.changed));
    } catch (error) {
      setSaid('');
      sayFailure(error, words);
    }
  };
  const apply = async ({ format, text: content }: Tried) => {
    try {
      const report = await cloudroll.library.import({ format, from: { text: content }, tryOnly: false });
      setTried(null);
      setSaid(text.imported(report.changed));
      sayChanged(report.changed, report.undo, words);
    } catch (error) {
      sayFailure(error, words);
    }
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>{text.choose}</Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.jsonl,.ndjson,.json"
        hidden
        aria-label={text.choose}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void look(file);
          event.target.value = '';
        }}
      />
      <p role="status" className={styles.said}>
        {said}
      </p>
      {tried === null ? null : (
        <>
          <dl className={styles.counts}>
            {(['read', 'changed', 'unchanged', 'unknown', 'unreadable'] as const).map((name) => (
              <div key={name}>
                <dt>{text.report[name]}</dt>
                <dd>{formatNumber(tried.report[name], locale)}</dd>
              </div>
            ))}
          </dl>
          <ul className={styles.facts}>
            {tried.report.examples.map(({ line, why }) => (
              <li key={line}>{text.line(line, sayWhy(why, words))}</li>
            ))}
          </ul>
          {tried.report.changed === 0 ? null : (
            <div className={styles.deeds}>
              <Button look="primary" onClick={() => void apply(tried)}>
                {text.apply}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}
