/** @file Tries every call that carrying an image needs, with a canary that it takes away again: the permission test. */
import { createHash } from 'node:crypto';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { type CheckResult, neededActions, type ProfileCheck, profileChecks } from '../../shared/profile-check.ts';
import { Failed } from '../foundation/failed.ts';
import { type RecordCheck, recordChecks } from './check-records.ts';
import type { Cloud } from './journey.ts';

/** Without the first of each list nothing of the second can be tried. */
const needs: Partial<Record<ProfileCheck, ProfileCheck>> = {
  'refuse-second-put': 'put-object',
  'get-object': 'put-object',
  'head-object': 'put-object',
  'abort-parts': 'begin-parts',
  'refuse-second-record': 'put-record',
  'read-record': 'put-record',
};

/**
 * Told one by one as they end. `name` makes the canary's key unlike any other. Nothing stays behind, unless the very right
 * to remove is what is missing; what an earlier test left that was cut short is cleaned up as well.
 */
export async function* checkProfile(cloud: Cloud, name: string, signal: AbortSignal): AsyncGenerator<CheckResult> {
  const failed = new Set<ProfileCheck>();
  const onRecords = recordChecks(cloud, name, signal);
  const calls: Record<ProfileCheck, () => Promise<unknown>> = { ...objectChecks(cloud, name, signal), ...onRecords };
  for (const check of profileChecks) {
    if (cloud.profile.table === undefined && check in onRecords) continue;
    const needed = needs[check];
    if (needed !== undefined && failed.has(needed)) {
      failed.add(check);
      yield { check, outcome: 'skipped' };
      continue;
    }
    try {
      yield { check, outcome: (await calls[check]()) === 'not-offered' ? 'not-offered' : 'passed' };
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failed.add(check);
      const { failure } = error;
      const missing = failure.code === 'denied' ? (failure.action ?? neededActions[check]) : null;
      yield { check, outcome: 'failed', failure, missing };
    }
  }
}

/** Each ends with 'not-offered', or otherwise has passed. */
function objectChecks(
  { profile, objects, inquiry }: Cloud,
  name: string,
  signal: AbortSignal,
): Record<Exclude<ProfileCheck, RecordCheck>, () => Promise<unknown>> {
  const bytes = Buffer.from('c');
  const address = { bucket: profile.bucket, key: `cloudroll-check/${name}` as ObjectKey };
  const sha256 = ImageId.parse(createHash('sha256').update(bytes).digest('hex'));
  const object = { ...address, bytes, sha256, contentType: 'text/plain', metadata: {} };
  let upload: Awaited<ReturnType<typeof objects.beginParts>> | undefined;
  const wrong = (): Failed =>
    new Failed({ code: 'bad-answer', retry: 'after-user-acts', scope: 'profile', subject: profile.bucket });
  const read = async (): Promise<void> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of (await objects.get(address, signal)) ?? []) pieces.push(piece);
    if (!Buffer.concat(pieces).equals(bytes)) throw wrong();
  };
  return {
    'who-am-i': async () => ((await inquiry?.whoAmI(signal)) == null ? 'not-offered' : 'passed'),
    'list-bucket': async () => {
      for await (const _ of objects.list(profile.bucket, address.key, signal)) break;
    },
    'put-object': () => objects.put(object, signal),
    'refuse-second-put': async () => ((await objects.put(object, signal)) === 'exists' ? 'passed' : 'not-offered'),
    'get-object': read,
    'head-object': async () => {
      const there = await objects.head(address, signal).catch(async (error: unknown) => {
        // The answer to HEAD has no body and so hides the reason, which reading tells.
        await read();
        throw error;
      });
      if (there?.size !== bytes.byteLength) throw wrong();
    },
    'begin-parts': async () => {
      upload = await objects.beginParts({ ...object, key: `${address.key}-parts` as ObjectKey }, signal);
    },
    'abort-parts': async () => {
      if (upload !== undefined) await objects.abortParts(upload, signal);
    },
    'remove-object': async () => {
      await objects.remove(address, signal);
      await inquiry?.removeVersions(address, signal);
    },
  };
}
