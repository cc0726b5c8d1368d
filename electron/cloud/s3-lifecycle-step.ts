/** @file What a bucket does by itself as time passes: ends abandoned uploads, moves originals where they cost less. */
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { SetUpWish } from '../../shared/set-up.ts';
import { asking } from './aws-failure.ts';
import type { BucketTarget } from './s3-bucket-steps.ts';
import { type Setting, type Step, settingOf } from './set-up-step.ts';

/** Days; the parts of an upload that nobody ended cost as much as any object. */
const abandonedAfter = 7;

/** Ours are known by this; all others stay as they are. */
const ourRules = /^cloudroll-/;

type Lifecycle = { readonly rules: readonly LifecycleRule[]; readonly smallest: string | undefined };

export function lifecycleStep(target: BucketTarget, wish: SetUpWish): Step {
  const { client, bucket: Bucket } = target;
  const wished = wishedRules(target, wish);
  const ask = (signal: AbortSignal): Promise<Setting<Lifecycle>> =>
    settingOf(Bucket, ['NoSuchLifecycleConfiguration'], async () => {
      const command = new GetBucketLifecycleConfigurationCommand({ Bucket });
      const answer = await client.send(command, { abortSignal: signal });
      return answer.Rules && { rules: answer.Rules, smallest: answer.TransitionDefaultMinimumObjectSize };
    });
  return {
    deed: 'lifecycle',
    on: Bucket,
    wished: wished.map(spelledRule).join('; '),
    look: async (signal) => {
      const setting = await ask(signal);
      if (setting === 'unknown') return { state: 'not-offered', found: null };
      const rules = setting === 'none' ? [] : setting.is.rules;
      const found = rules.length === 0 ? null : rules.map(spelledRule).join('; ');
      const lacking = wished.filter((rule) => !rules.some((one) => does(one, rule)));
      if (lacking.length === 0) return { state: 'present', found };
      return { state: rules.some(isOurs) ? 'differs' : 'missing', found };
    },
    make: async (signal) => {
      const setting = await ask(signal);
      const before = setting === 'none' || setting === 'unknown' ? { rules: [], smallest: undefined } : setting.is;
      const command = new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [...before.rules.filter((rule) => !isReplaced(rule, wished)), ...wished] },
        // Only AWS knows it, and tells it only where it is not what it takes when nothing is said.
        ...(before.smallest === undefined ? {} : { TransitionDefaultMinimumObjectSize: smallestOf(before.smallest) }),
      });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}

function smallestOf(said: string): 'varies_by_storage_class' | 'all_storage_classes_128K' {
  return said === 'varies_by_storage_class' ? said : 'all_storage_classes_128K';
}

function wishedRules({ prefixes, originals }: BucketTarget, { coldOriginals }: SetUpWish): LifecycleRule[] {
  const abandoned = prefixes.map((prefix) => ({
    ID: `cloudroll-abandoned-uploads${prefix === '' ? '' : ` ${prefix}`}`,
    Status: 'Enabled' as const,
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: abandonedAfter },
  }));
  if (coldOriginals === null || originals === null) return abandoned;
  const cold: LifecycleRule = {
    ID: `cloudroll-cold-originals${originals === '' ? '' : ` ${originals}`}`,
    Status: 'Enabled',
    Filter: { Prefix: originals },
    Transitions: [{ Days: coldOriginals.afterDays, StorageClass: coldOriginals.storageClass }],
  };
  return [...abandoned, cold];
}

/** A rule of anybody's that does what the wished one is for, at least as soon and as far. */
function does(rule: LifecycleRule, wished: LifecycleRule): boolean {
  if (rule.Status !== 'Enabled' || !prefixOf(wished).startsWith(prefixOf(rule)) || isNarrowed(rule)) return false;
  const days = wished.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  if (days !== undefined) return (rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? Infinity) <= days;
  const [transition] = wished.Transitions ?? [];
  return (rule.Transitions ?? []).some(
    ({ Days, StorageClass }) => Days === transition?.Days && StorageClass === transition?.StorageClass,
  );
}

/** Those for some objects only do not do for all. */
function isNarrowed({ Filter }: LifecycleRule): boolean {
  return Filter?.Tag !== undefined || Filter?.And !== undefined || Filter?.ObjectSizeGreaterThan !== undefined;
}

/** The oldest form has it beside the filter, which is then absent. */
function prefixOf(rule: LifecycleRule): string {
  return rule.Filter?.Prefix ?? rule.Prefix ?? '';
}

function isOurs({ ID = '' }: LifecycleRule): boolean {
  return ourRules.test(ID);
}

function isReplaced(rule: LifecycleRule, wished: readonly LifecycleRule[]): boolean {
  return wished.some(({ ID }) => ID === rule.ID);
}

function spelledRule(rule: LifecycleRule): string {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  const words = [
    rule.Status === 'Enabled' ? '' : 'Disabled',
    prefixOf(rule),
    days === undefined ? '' : `AbortIncompleteMultipartUpload ${days}`,
    ...(rule.Transitions ?? []).map(({ Days, StorageClass }) => `${StorageClass} ${Days ?? ''}`.trim()),
    rule.Expiration === undefined ? '' : `Expiration ${rule.Expiration.Days ?? ''}`.trim(),
  ];
  return words.filter((word) => word !== '').join(' ');
}
