/** @file Lists what lies below a profile's layouts into a survey: one call for every thousand objects; main process. */
import type { Profile } from '../../../shared/profile.ts';
import { keyLayout } from '../../journey/upload/key-layout.ts';
import type { ObjectStore } from '../../journey/upload/object-store.ts';
import { type Patience, patiently } from './patiently.ts';
import type { Listed, Survey } from './survey.ts';

export type Area = { readonly bucket: string; readonly prefix: string };

/** Where originals and renditions lie; one inside the other is listed once. */
export function areasOf(profile: Profile): Area[] {
  const originals = { bucket: profile.bucket, prefix: keyLayout(profile.originalKey).prefix };
  const renditions = {
    bucket: profile.renditionsBucket ?? profile.bucket,
    prefix: keyLayout(profile.renditionKey).prefix,
  };
  if (holds(originals, renditions)) return [originals];
  return holds(renditions, originals) ? [renditions] : [originals, renditions];
}

function holds(outer: Area, inner: Area): boolean {
  return outer.bucket === inner.bucket && inner.prefix.startsWith(outer.prefix);
}

/** True for a key that the profile's layouts can make. */
export function layoutKeys(profile: Profile): (object: { readonly key: string }) => boolean {
  const layouts = [keyLayout(profile.originalKey), keyLayout(profile.renditionKey)];
  return ({ key }) => layouts.some((layout) => layout.holds(key));
}

const page = 1000;

export type SurveyParts = {
  readonly store: ObjectStore;
  readonly profile: Profile;
  readonly survey: Survey;
  readonly patience: Patience;
  /** Told how many objects were listed so far. */
  readonly onListed: (objects: number) => void;
};

/** An area that was listed to its end is not listed again by the same survey. */
export async function surveyBuckets(parts: SurveyParts, signal: AbortSignal): Promise<void> {
  const { store, survey, patience, onListed } = parts;
  for (const { bucket, prefix } of areasOf(parts.profile)) {
    const done = `listed ${bucket} ${prefix}`;
    if (survey.get(done) !== null) continue;
    await patiently(patience, signal, async () => {
      let batch: Listed[] = [];
      let listed = 0;
      for await (const object of store.list(bucket, prefix, signal)) {
        batch.push({ bucket, ...object });
        if (batch.length < page) continue;
        survey.add(batch);
        listed += batch.length;
        batch = [];
        onListed(listed);
      }
      survey.add(batch);
    });
    survey.set(done, 'yes');
  }
}
