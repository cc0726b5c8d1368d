/** @file Whether a bucket lets strangers in, by its policy or its access control list; runs in main and terminal. */
import { GetBucketAclCommand, GetBucketPolicyStatusCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Setting, settingOf } from './set-up-step.ts';

/** The groups of https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html that are everybody. */
const everybody = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** By the service's own judgement. Throws Failed `denied` or `not-offered` as the service answers. */
export async function publicByPolicy(client: S3Client, bucket: string, signal: AbortSignal): Promise<Setting<boolean>> {
  const command = new GetBucketPolicyStatusCommand({ Bucket: bucket });
  return settingOf(bucket, ['NoSuchBucketPolicy'], async () => {
    const { PolicyStatus } = await client.send(command, { abortSignal: signal });
    return PolicyStatus?.IsPublic;
  });
}

/** What everybody may do; usually nothing. Throws as `publicByPolicy`. */
export async function publicByAcl(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): Promise<Setting<readonly string[]>> {
  const command = new GetBucketAclCommand({ Bucket: bucket });
  return settingOf(bucket, [], async () => {
    const { Grants } = await client.send(command, { abortSignal: signal });
    return Grants?.filter(({ Grantee }) => everybody.test(Grantee?.URI ?? '')).map(({ Permission }) =>
      String(Permission),
    );
  });
}
