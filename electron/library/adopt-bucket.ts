/** @file A bucket that was there before Cloudroll: read setting by setting, each weakness told with what mends it. */
import type { BucketLook, BucketWeakness } from '../../shared/adoption.ts';
import { type SetUpDeed, type SetUpStep, SetUpWish } from '../../shared/set-up.ts';
import { publicByAcl, publicByPolicy } from '../cloud/s3-public-look.ts';
import { Failed } from '../foundation/failed.ts';
import type { OwnCloud } from './own-cloud/own-cloud.ts';
import { previewSetUp } from './own-cloud/set-up.ts';

/** What it means that a step of the set-up is not as it should be. */
const meanings: ReadonlyMap<SetUpDeed, BucketWeakness['kind']> = new Map([
  ['public-access-block', 'may-become-public'],
  ['ownership', 'objects-of-others'],
  ['versioning', 'no-versioning'],
  ['encryption', 'unencrypted'],
  ['lifecycle', 'parts-stay'],
] as const);

/** Changes nothing. Throws Failed `no-bucket`, `denied` for one of somebody else, and for what keeps it from asking at all. */
export async function lookAtBuckets(cloud: OwnCloud, signal: AbortSignal): Promise<BucketLook> {
  const { profile, s3 } = cloud;
  const buckets = [...new Set([profile.bucket, profile.renditionsBucket ?? profile.bucket])];
  // The bucket's own settings do not depend on what is wished of it beyond the defaults.
  const { table: _, ...withoutTable } = profile;
  const steps = await previewSetUp({ ...cloud, profile: withoutTable }, SetUpWish.parse({}), signal);
  for (const { deed, on, state, failure } of steps) {
    if (deed !== 'bucket') continue;
    if (failure !== null) throw new Failed(failure);
    if (state === 'missing') {
      throw new Failed({ code: 'no-bucket', retry: 'after-user-acts', scope: 'profile', subject: on });
    }
  }
  const weaknesses: BucketWeakness[] = [];
  for (const bucket of buckets) {
    const isPublic = await quietly(() => publicByPolicy(s3, bucket, signal));
    if (isPublic === true) {
      weaknesses.push({ bucket, kind: 'public-by-policy', found: 'IsPublic', mend: 'public-access-block' });
    }
    const everybodyMay = (await quietly(() => publicByAcl(s3, bucket, signal))) ?? [];
    if (everybodyMay.length > 0) {
      weaknesses.push({ bucket, kind: 'public-by-acl', found: everybodyMay.join(' '), mend: 'public-access-block' });
    }
  }
  weaknesses.push(...steps.flatMap(weaknessOf));
  const those = (state: SetUpStep['state']): SetUpDeed[] =>
    steps.filter((step) => step.state === state).map(({ deed }) => deed);
  return { buckets, weaknesses, unseen: those('unseen'), notOffered: those('not-offered') };
}

function weaknessOf({ deed, on, state, found }: SetUpStep): BucketWeakness[] {
  const kind = meanings.get(deed);
  if (kind === undefined) return [];
  if (state === 'differs' || state === 'missing') return [{ bucket: on, kind, found, mend: deed }];
  return state === 'cannot-mend' ? [{ bucket: on, kind, found, mend: null }] : [];
}

/** Undefined where the keys may not look, the store does not know the question, or there is nothing. */
async function quietly<Value>(
  ask: () => Promise<{ readonly is: Value } | 'none' | 'unknown'>,
): Promise<Value | undefined> {
  try {
    const setting = await ask();
    return setting === 'none' || setting === 'unknown' ? undefined : setting.is;
  } catch (error) {
    if (error instanceof Failed && ['denied', 'not-offered', 'bad-answer'].includes(error.failure.code))
      return undefined;
    throw error;
  }
}
