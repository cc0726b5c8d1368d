/** @file What of a file is carried: how large it may be, and whether records tell where a picture was taken. */
import { Switch, TextField } from '../../ui/fields.tsx';
import { Labelled } from '../../ui/labelled.tsx';
import { formatBytes } from '../../words/format.ts';
import { useLocale, useWords } from '../../words/language.ts';
import styles from './profile-screen.module.css';
import type { DraftControl } from './use-profile-draft.ts';

/** As people say sizes: a million bytes, a million pixels. */
const million = 1_000_000;

export function CarriedPart({ control }: { readonly control: DraftControl }) {
  const words = useWords();
  const locale = useLocale();
  const { draft, change } = control;
  const { largestFile, pixelLimit, keepLocation } = draft.rest;
  const whole = (text: string) => Math.max(1, Math.round(Number(text) || 0)) * million;
  return (
    <>
      <div className={styles.fields}>
        <Labelled label={`${words.largestFile} (${words.largestFileUnit}): ${formatBytes(largestFile, locale)}`}>
          <TextField
            type="number"
            min={1}
            value={Math.round(largestFile / million)}
            onChange={(event) => change({ largestFile: whole(event.target.value) })}
          />
        </Labelled>
        <Labelled label={`${words.pixelLimit} (${words.pixelLimitUnit})`}>
          <TextField
            type="number"
            min={1}
            value={Math.round(pixelLimit / million)}
            onChange={(event) => change({ pixelLimit: whole(event.target.value) })}
          />
        </Labelled>
      </div>
      <div className={styles.row}>
        <div>
          <p id="keep-location">{words.keepLocation}</p>
          <p className={styles.note}>{words.keepLocationHelp}</p>
        </div>
        <Switch labelledBy="keep-location" checked={keepLocation} onChange={(keep) => change({ keepLocation: keep })} />
      </div>
    </>
  );
}
