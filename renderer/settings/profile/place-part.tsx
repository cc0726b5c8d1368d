/** @file Where a profile leads: bucket, region, endpoints, table; of the trial only that it is one. */
import { trialProfile } from '../../../shared/trial.ts';
import { Choice, TextField } from '../../ui/fields.tsx';
import { Captioned, Labelled } from '../../ui/labelled.tsx';
import type { Words } from '../../words/english.ts';
import { useWords } from '../../words/language.ts';
import { type PlaceField, placeFields } from './profile-draft.ts';
import styles from './profile-screen.module.css';
import type { DraftControl } from './use-profile-draft.ts';

export function PlacePart({ control }: { readonly control: DraftControl }) {
  const words = useWords();
  const { draft, drafted, put, change } = control;
  if (draft.rest.name === trialProfile) return <p className={styles.note}>{words.trialNote}</p>;
  const wrong = drafted.kind === 'wrong' ? drafted.field : null;
  return (
    <>
      <p className={styles.note}>{words.placeNote}</p>
      <div className={styles.fields}>
        {placeFields.map((field) => {
          const label = placeLabel(field, words);
          return (
            <Labelled key={field} label={label} problem={wrong === field ? words.badField(label) : null}>
              <TextField
                autoComplete="off"
                aria-invalid={wrong === field}
                value={draft.place[field]}
                onChange={(event) => put(field, event.target.value)}
              />
            </Labelled>
          );
        })}
        {draft.place.s3Endpoint === '' ? null : (
          <Captioned label={words.addressing}>
            <Choice
              label={words.addressing}
              value={draft.rest.addressing}
              options={(['path', 'host'] as const).map((value) => ({ value, label: words.addressings[value] }))}
              onChange={(addressing) => change({ addressing })}
            />
          </Captioned>
        )}
      </div>
    </>
  );
}

function placeLabel(field: PlaceField, words: Words): string {
  switch (field) {
    case 'bucket':
      return words.bucket;
    case 'renditionsBucket':
      return words.renditionsBucket;
    case 'region':
      return words.region;
    case 's3Endpoint':
      return words.endpointOptional;
    case 'table':
      return words.tableOptional;
    case 'dynamodbRegion':
      return words.dynamodbRegion;
    case 'dynamodbEndpoint':
      return words.dynamodbEndpoint;
    case 'stsEndpoint':
      return words.stsEndpoint;
    case 'userId':
      return words.userId;
  }
}
