/** @file Sets a profile's bucket and table up: looks at each step, then makes what is missing and mends what differs. */
import { assertNever } from '../../../shared/brand.ts';
import type { SetUpResult, SetUpStep, SetUpWish, StepName } from '../../../shared/set-up.ts';
import { tableSteps } from '../../cloud/dynamo-table-steps.ts';
import { bucketSteps } from '../../cloud/s3-bucket-steps.ts';
import type { Step } from '../../cloud/set-up-step.ts';
import { Failed } from '../../foundation/failed.ts';
import { keyLayout } from '../../journey/upload/key-layout.ts';
import { areasOf } from '../verify/survey-buckets.ts';
import type { OwnCloud } from './own-cloud.ts';

/** Looks at every step; changes nothing. Throws Failed for what keeps it from asking at all, as `offline` or `wrong-key`. */
export async function previewSetUp(cloud: OwnCloud, wish: SetUpWish, signal: AbortSignal): Promise<SetUpStep[]> {
  const seen: SetUpStep[] = [];
  for (const [creation, ...settings] of groupsOf(cloud, wish)) {
    const first = await toldOf(creation, signal);
    seen.push(first);
    for (const step of isBarred(first) ? [] : settings) {
      seen.push(first.state === 'present' ? await toldOf(step, signal) : afterCreation(step));
    }
  }
  return seen;
}

/**
 * Makes and mends, of all steps but those that are a choice, or of those that are named, and tells each when it has ended; one that fails does not keep the
 * others of the same bucket or table back, unless that itself is missing. Twice is harmless.
 */
export async function* applySetUp(
  cloud: OwnCloud,
  wish: SetUpWish,
  named: readonly StepName[] | null,
  signal: AbortSignal,
): AsyncGenerator<SetUpResult> {
  const isAsked = (step: Step): boolean =>
    named === null ? step.isChoice !== true : named.some(({ deed, on }) => deed === step.deed && on === step.on);
  for (const [creation, ...settings] of groupsOf(cloud, wish)) {
    const first = await applied(cloud, creation, isAsked(creation), signal);
    yield first;
    const isThere = first.outcome === 'made' || first.outcome === 'present';
    for (const step of isBarred(first.step) ? [] : settings) {
      yield isThere ? await applied(cloud, step, isAsked(step), signal) : left(afterCreation(step));
    }
  }
}

/** One for each bucket and the table; the first step makes what the others set. */
type Group = readonly [creation: Step, ...settings: Step[]];

function groupsOf({ profile, s3, dynamo, clock }: OwnCloud, wish: SetUpWish): Group[] {
  const areas = areasOf(profile);
  const buckets = [...new Set([profile.bucket, profile.renditionsBucket ?? profile.bucket])];
  const ofBuckets = buckets.map((bucket) => {
    const prefixes = areas.filter((area) => area.bucket === bucket).map(({ prefix }) => prefix);
    const originals = bucket === profile.bucket ? keyLayout(profile.originalKey).prefix : null;
    return bucketSteps({ client: s3, bucket, prefixes, originals }, wish);
  });
  const { table, recordKey } = profile;
  if (table === undefined) return ofBuckets;
  return [...ofBuckets, tableSteps({ client: dynamo, table, recordKey, clock }, wish)];
}

/** Nothing will come of its settings, so that they are no steps at all: it is another one than is wished, or cannot be seen. */
function isBarred({ state }: SetUpStep): boolean {
  return state === 'cannot-mend' || state === 'unseen';
}

function afterCreation({ deed, on, wished }: Step): SetUpStep {
  return { deed, on, wished, state: 'after-creation', found: null, failure: null };
}

async function toldOf(step: Step, signal: AbortSignal): Promise<SetUpStep> {
  const { deed, on, wished } = step;
  try {
    return { deed, on, wished, ...(await step.look(signal)), failure: null };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { failure } = error;
    if (failure.code === 'not-offered') return { deed, on, wished, state: 'not-offered', found: null, failure: null };
    // The same would be said at every other step.
    if (failure.code !== 'denied' && failure.code !== 'bad-answer') throw error;
    return { deed, on, wished, state: 'unseen', found: null, failure };
  }
}

async function applied(cloud: OwnCloud, step: Step, isAsked: boolean, signal: AbortSignal): Promise<SetUpResult> {
  const before = await toldOf(step, signal);
  switch (before.state) {
    case 'present':
    case 'not-offered':
      return { step: before, outcome: before.state, failure: null };
    case 'cannot-mend':
    case 'after-creation':
      return left(before);
    case 'unseen':
      return { step: before, outcome: 'failed', failure: before.failure };
    case 'missing':
    case 'differs':
      return isAsked ? make(cloud, step, before, signal) : left(before);
    default:
      return assertNever(before.state, 'state');
  }
}

async function make(cloud: OwnCloud, step: Step, before: SetUpStep, signal: AbortSignal): Promise<SetUpResult> {
  try {
    await step.make(signal);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { failure } = error;
    const isUnknown = failure.code === 'not-offered' || isForeign(cloud.profile, failure.detail);
    return { step: before, outcome: isUnknown ? 'not-offered' : 'failed', failure: isUnknown ? null : failure };
  }
  const after = await toldOf(step, signal);
  // A server that takes what it does not know, and does nothing.
  if (after.state !== 'present') return { step: after, outcome: 'not-offered', failure: after.failure };
  return { step: after, outcome: before.state === 'missing' ? 'made' : 'mended', failure: null };
}

/** Servers that speak DynamoDB without all of it call a change that they do not know an invalid one. */
function isForeign({ dynamodbEndpoint }: OwnCloud['profile'], detail: string | undefined): boolean {
  return dynamodbEndpoint !== undefined && detail === 'ValidationException';
}

function left(step: SetUpStep): SetUpResult {
  return { step, outcome: 'left', failure: null };
}
