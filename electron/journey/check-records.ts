/** @file The half of the permission test that is about the table of records. */
import { createHash } from 'node:crypto';
import { ImageId } from '../../shared/image.ts';
import type { ProfileCheck } from '../../shared/profile-check.ts';
import { byCapturedAt, byChangedAt, byUploadTime } from '../cloud/dynamo-create-table.ts';
import { Failed } from '../foundation/failed.ts';
import type { Cloud } from './journey.ts';
import type { ImageRecord } from './record/image-record.ts';

export type RecordCheck = Extract<ProfileCheck, 'describe-table' | `${string}-record` | `query-${string}`>;

/** Each ends with 'not-offered', or otherwise has passed. */
export function recordChecks(
  { profile, records, inquiry }: Cloud,
  name: string,
  signal: AbortSignal,
): Record<RecordCheck, () => Promise<unknown>> {
  const { userId, table: subject = '' } = profile;
  const imageId = ImageId.parse(createHash('sha256').update(`cloudroll canary ${name}`).digest('hex'));
  const record = canaryRecord(userId, imageId, profile.bucket);
  const wrong = (): Failed => new Failed({ code: 'bad-answer', retry: 'after-user-acts', scope: 'profile', subject });
  const askIndex = async (index: string): Promise<'passed' | 'not-offered'> => {
    if (inquiry === undefined) return 'not-offered';
    try {
      await inquiry.askIndex(index, signal);
      return 'passed';
    } catch (error) {
      if (error instanceof Failed && error.failure.code === 'no-index') return 'not-offered';
      throw error;
    }
  };
  return {
    'describe-table': async () => {
      if (inquiry === undefined) return 'not-offered';
      const { isReady, fits, key } = await inquiry.lookAtTable(signal);
      if (!isReady) throw new Failed({ code: 'table-not-ready', retry: 'soon', scope: 'profile', subject });
      const recordKey = fits.how === 'by-image' ? fits.recordKey : undefined;
      if (fits.how !== 'not' && recordKey === profile.recordKey) return 'passed';
      const detail = key.join(', ');
      throw new Failed({ code: 'wrong-table', retry: 'after-user-acts', scope: 'profile', subject, detail });
    },
    'put-record': async () => {
      await records.record(record, signal);
      await records.claim({ imageId, userId }, signal);
    },
    'refuse-second-record': async () => {
      if ((await records.record(record, signal)) !== 'joined') throw wrong();
    },
    'read-record': async () => {
      if ((await records.find(userId, imageId, signal)) === null) throw wrong();
    },
    'query-records': async () => {
      for await (const _ of records.all(userId, signal)) break;
      await records.claims(imageId, signal);
    },
    'query-by-upload-time': () => askIndex(byUploadTime),
    'query-by-captured-at': () => askIndex(byCapturedAt),
    'query-by-changed-at': () => askIndex(byChangedAt),
    'remove-record': async () => {
      await records.unclaim({ imageId, userId }, signal);
      await records.remove(userId, imageId, signal);
    },
  };
}

function canaryRecord(userId: string, imageId: ImageId, bucket: string): ImageRecord {
  return {
    user_id: userId,
    image_id: imageId,
    schema_version: 1,
    original_key: 'cloudroll-check',
    renditions: [],
    source_bucket: bucket,
    destination_bucket: bucket,
    content_type: 'text/plain',
    file_name: 'cloudroll-check',
    size_bytes: 0,
    sha256: imageId,
    upload_time: '1970-01-01T00:00:00.000Z',
    device: 'cloudroll-check',
    devices: ['cloudroll-check'],
  };
}
