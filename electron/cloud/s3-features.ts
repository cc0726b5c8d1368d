/** @file Finds out what a store can do by asking it for that, with a canary of one byte that is taken away again. */
import { createHash } from 'node:crypto';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StoreFeatures } from '../../shared/endpoint.ts';
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import { answeredStatus, asking, awsFailure } from './aws-failure.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import { canList } from './s3-can-list.ts';
import { type ClientOptions, s3Client } from './s3-client.ts';
import { removeVersions } from './s3-remove-versions.ts';

type Asked = { readonly client: S3Client; readonly Bucket: string; readonly Key: string; readonly signal: AbortSignal };

export type FeatureParts = {
  readonly keys: AwsKeysProvider;
  readonly options?: ClientOptions;
  /** Makes the canary's key unlike any other. */
  readonly name: string;
};

/** Throws Failed where the store cannot be asked in either way of addressing, or takes no object at all. */
export async function storeFeatures(
  profile: Pick<Profile, 'region' | 's3Endpoint' | 'addressing' | 'bucket'>,
  { keys, options, name }: FeatureParts,
  signal: AbortSignal,
): Promise<Omit<StoreFeatures, 'tokenService'>> {
  const ways = { path: await tryWay('path'), host: await tryWay('host') };
  const addressing = ways[profile.addressing] === null ? profile.addressing : ways.path === null ? 'path' : 'host';
  const fault = ways[addressing];
  if (fault !== null) throw fault;
  const connection = s3Client({ ...profile, addressing }, keys, options);
  const asked = { client: connection.client, Bucket: profile.bucket, Key: `cloudroll-check/${name}-features`, signal };
  try {
    return { ...(await askWithCanary(asked)), pathStyle: ways.path === null, hostStyle: ways.host === null };
  } finally {
    connection.close();
  }

  async function tryWay(addressing: 'path' | 'host'): Promise<Error | null> {
    const { client, close } = s3Client({ ...profile, addressing }, keys, options);
    try {
      await canList(client, profile.bucket, signal);
      return null;
    } catch (error) {
      if (error instanceof Failed) return error;
      throw error;
    } finally {
      close();
    }
  }
}

async function askWithCanary(
  asked: Asked,
): Promise<Pick<StoreFeatures, 'checksumChecked' | 'checksumEchoed' | 'conditionalPut'>> {
  const { client, Bucket, Key, signal } = asked;
  const abortSignal = signal;
  try {
    // First with a checksum that is not the body's: whoever looks at it refuses, and nothing is stored.
    const checksumChecked = await isRefused(asked, { ChecksumSHA256: sha256Of('another body') }, [400]);
    await asking(Bucket, () => client.send(putOf(asked, { ChecksumSHA256: sha256Of(body) }), { abortSignal }));
    const head = new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' });
    const { ChecksumSHA256 } = await asking(Bucket, () => client.send(head, { abortSignal }));
    const conditionalPut = await isRefused(asked, { IfNoneMatch: '*' }, [412]);
    return { checksumChecked, checksumEchoed: ChecksumSHA256 === sha256Of(body), conditionalPut };
  } finally {
    // Whatever happened above is what is told; a canary that cannot be removed is one byte under a name that says so.
    await client.send(new DeleteObjectCommand({ Bucket, Key })).catch(() => undefined);
    await removeVersions(client, { bucket: Bucket, key: Key }, signal).catch(() => undefined);
  }
}

const body = 'c';

function putOf({ Bucket, Key }: Asked, more: Partial<PutObjectCommand['input']>): PutObjectCommand {
  return new PutObjectCommand({ Bucket, Key, Body: Buffer.from(body), ContentLength: 1, ...more });
}

/** True when the store answers so; false when it stores the object, or does not know the question. */
async function isRefused(
  asked: Asked,
  more: Partial<PutObjectCommand['input']>,
  statuses: readonly number[],
): Promise<boolean> {
  try {
    await asked.client.send(putOf(asked, more), { abortSignal: asked.signal });
    return false;
  } catch (error) {
    const status = answeredStatus(error) ?? 0;
    if (statuses.includes(status)) return true;
    if (status === 501 || status === 400) return false;
    throw awsFailure(error, asked.Bucket);
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
