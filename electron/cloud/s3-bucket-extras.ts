/** @file What a bucket has only where it is asked for: who may use upload links from a web page, and tags. */
import {
  type CORSRule,
  GetBucketCorsCommand,
  GetBucketTaggingCommand,
  PutBucketCorsCommand,
  PutBucketTaggingCommand,
  type Tag,
} from '@aws-sdk/client-s3';
import { asking } from './aws-failure.ts';
import type { BucketTarget } from './s3-bucket-steps.ts';
import { lookAt, type Setting, type Step, settingOf } from './set-up-step.ts';
import { hasTags, spelledTags, tagSet } from './tags.ts';

type Target = Pick<BucketTarget, 'client' | 'bucket'>;

const ruleId = 'cloudroll-upload-links';

/** Rules of others stay; ours lets pages of these origins put objects, by a link that is signed all the same. */
export function corsStep({ client, bucket: Bucket }: Target, origins: readonly string[]): Step {
  const wished: CORSRule = {
    ID: ruleId,
    AllowedMethods: ['PUT'],
    AllowedOrigins: [...origins],
    AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 3600,
  };
  const ask = (signal: AbortSignal): Promise<Setting<readonly CORSRule[]>> =>
    settingOf(Bucket, ['NoSuchCORSConfiguration'], async () => {
      const command = new GetBucketCorsCommand({ Bucket });
      return (await client.send(command, { abortSignal: signal })).CORSRules;
    });
  const lets = (rules: readonly CORSRule[], origin: string): boolean =>
    rules.some(
      ({ AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] }) =>
        AllowedMethods.includes('PUT') &&
        AllowedOrigins.includes(origin) &&
        wished.AllowedHeaders?.every((name) => AllowedHeaders.includes(name) || AllowedHeaders.includes('*')),
    );
  return {
    deed: 'cors',
    on: Bucket,
    wished: `PUT ${origins.join(' ')}`,
    look: async (signal) => {
      const setting = await ask(signal);
      const isOurs = (rules: readonly CORSRule[]): boolean => rules.some(({ ID }) => ID === ruleId);
      const look = lookAt(setting, (rules) => origins.every((origin) => lets(rules, origin)), spelledRules);
      const isNew = setting !== 'none' && setting !== 'unknown' && !isOurs(setting.is);
      return look.state === 'differs' && isNew ? { ...look, state: 'missing' } : look;
    },
    make: async (signal) => {
      const setting = await ask(signal);
      const before = setting === 'none' || setting === 'unknown' ? [] : setting.is;
      const CORSRules = [...before.filter(({ ID }) => ID !== ruleId), wished];
      const command = new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}

function spelledRules(rules: readonly CORSRule[]): string {
  return rules
    .map(({ AllowedMethods = [], AllowedOrigins = [] }) => [...AllowedMethods, ...AllowedOrigins].join(' '))
    .join('; ');
}

/** Tags of others stay. */
export function tagsStep({ client, bucket: Bucket }: Target, tags: Readonly<Record<string, string>>): Step {
  const ask = (signal: AbortSignal): Promise<Setting<readonly Tag[]>> =>
    settingOf(Bucket, ['NoSuchTagSet', 'NoSuchTagSetError'], async () => {
      const command = new GetBucketTaggingCommand({ Bucket });
      return (await client.send(command, { abortSignal: signal })).TagSet;
    });
  return {
    deed: 'bucket-tags',
    on: Bucket,
    wished: spelledTags(tagSet(tags)),
    look: async (signal) => {
      const setting = await ask(signal);
      // Some servers say that there are none by an empty list.
      if (setting !== 'none' && setting !== 'unknown' && setting.is.length === 0)
        return { state: 'missing', found: null };
      return lookAt(setting, (found) => hasTags(found, tags), spelledTags);
    },
    make: async (signal) => {
      const setting = await ask(signal);
      const before = setting === 'none' || setting === 'unknown' ? [] : setting.is;
      const others = before.filter(({ Key = '' }) => !(Key in tags));
      const command = new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [...others, ...tagSet(tags)] } });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}
