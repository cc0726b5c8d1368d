/** @file Tries every call that carrying an image needs, with a canary that it takes away again: the permission test. */
import { createHash } from 'node:crypto';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { type CheckResult, type ProfileCheck, profileChecks } from '../../shared/profile-check.ts';
import { Failed } from '../foundation/failed.ts';
import type { Cloud } from './journey.ts';
import type { ImageRecord } from './record/image-record.ts';

/** Without the first of each list nothing of the second can be tried. */
const needs: Partial<Record<ProfileCheck, ProfileCheck>> = {
  'refuse-second-put': 'put-object',
  'head-object': 'put-object',
  'get-object': 'put-object',
  'abort-parts': 'begin-parts',
  'read-record': 'put-record',
};

/**
 * Told one by one as they end. `name` makes the canary's key unlike any other. Nothing stays behind, unless the very right
 * to remove is what is missing.
 */
export async function* checkProfile(cloud: Cloud, name: string, signal: AbortSignal): AsyncGenerator<CheckResult> {
  const failed = new Set<ProfileCheck>();
  const run = checker(cloud, name, signal);
  for (const check of profileChecks) {
    if (cloud.profile.table === undefined && check.endsWith('-record')) continue;
    const needed = needs[check];
    if (needed !== undefined && failed.has(needed)) {
      failed.add(check);
      yield { check, outcome: 'skipped' };
      continue;
    }
    try {
      yield { check, outcome: await run(check) };
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failed.add(check);
      yield { check, outcome: 'failed', failure: error.failure };
    }
  }
}

function checker(
  { profile, objects, records }: Cloud,
  name: string,
  signal: AbortSignal,
): (check: ProfileCheck) => Promise<'passed' | 'not-offered'> {
  const bytes = Buffer.from(`cloudroll canary ${name}`);
  const imageId = ImageId.parse(createHash('sha256').update(bytes).digest('hex'));
  const address = { bucket: profile.bucket, key: `cloudroll-check/${name}` as ObjectKey };
  const object = { ...address, bytes, sha256: imageId, contentType: 'text/plain', metadata: {} };
  let upload: Awaited<ReturnType<typeof objects.beginParts>> | undefined;
  const wrong = (): Failed =>
    new Failed({ code: 'bad-answer', retry: 'after-user-acts', scope: 'profile', subject: profile.bucket });

  const calls: Record<ProfileCheck, () => Promise<unknown>> = {
    'list-bucket': async () => {
      for await (const _ of objects.list(profile.bucket, address.key, signal)) break;
    },
    'put-object': () => objects.put(object, signal),
    'refuse-second-put': async () => ((await objects.put(object, signal)) === 'exists' ? 'passed' : 'not-offered'),
    'head-object': async () => {
      if ((await objects.head(address, signal))?.size !== bytes.byteLength) throw wrong();
    },
    'get-object': async () => {
      const body = await objects.get(address, signal);
      const pieces: Uint8Array[] = [];
      for await (const piece of body ?? []) pieces.push(piece);
      if (!Buffer.concat(pieces).equals(bytes)) throw wrong();
    },
    'begin-parts': async () => {
      upload = await objects.beginParts({ ...object, key: `${address.key}-parts` as ObjectKey }, signal);
    },
    'abort-parts': async () => {
      if (upload !== undefined) await objects.abortParts(upload, signal);
    },
    'put-record': () => records.record(canaryRecord(profile.userId, imageId, address), signal),
    'read-record': async () => {
      if ((await records.find(profile.userId, imageId, signal)) === null) throw wrong();
    },
    'remove-record': () => records.remove(profile.userId, imageId, signal),
    'remove-object': () => objects.remove(address, signal),
  };
  return async (check) => ((await calls[check]()) === 'not-offered' ? 'not-offered' : 'passed');
}

function canaryRecord(userId: string, imageId: ImageId, address: { bucket: string; key: string }): ImageRecord {
  return {
    user_id: userId,
    image_id: imageId,
    schema_version: 1,
    original_key: address.key,
    renditions: [],
    source_bucket: address.bucket,
    destination_bucket: address.bucket,
    content_type: 'text/plain',
    file_name: 'cloudroll-check',
    size_bytes: 0,
    sha256: imageId,
    upload_time: '1970-01-01T00:00:00.000Z',
    device: 'cloudroll-check',
    devices: ['cloudroll-check'],
  };
}
