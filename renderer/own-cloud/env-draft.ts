/** @file What an .env file said, as a profile that is still being typed, and the profile that comes of it; pure. */
import type { EnvFile } from '../../shared/credentials.ts';
import { Profile } from '../../shared/profile.ts';

export type EnvDraft = {
  /** Of the drop that brought the file, or of the file that was handed over. */
  readonly token: string;
  /** Its bytes came without a place: nothing can be taken out of it. */
  readonly isHanded: boolean;
  readonly name: string;
  readonly bucket: string;
  readonly table: string;
  readonly region: string;
  readonly userId: string;
  readonly file: EnvFile;
  readonly keyEnding: string | null;
  readonly awsProfile: string | null;
};

export function envDraftOf(token: string, file: EnvFile, isHanded = false): EnvDraft {
  const { bucket, table, region, keyEnding, awsProfile } = file;
  return {
    token,
    isHanded,
    name: bucket ?? '',
    bucket: bucket ?? '',
    table: table ?? '',
    region: region ?? 'us-east-1',
    userId: 'me',
    file,
    keyEnding,
    awsProfile,
  };
}

/** Null where something is missing or cannot be right: a file without any keys makes no profile. */
export function envProfileOf({
  name,
  bucket,
  table,
  region,
  userId,
  file,
  keyEnding,
  awsProfile,
}: EnvDraft): Profile | null {
  const { renditionsBucket, s3Endpoint, dynamodbEndpoint } = file;
  const credentials =
    keyEnding !== null
      ? { kind: 'keychain', account: `profile:${name.trim()}` }
      : { kind: 'aws-profile', name: awsProfile ?? '' };
  const parsed = Profile.safeParse({
    name: name.trim(),
    bucket: bucket.trim(),
    region: region.trim(),
    userId: userId.trim(),
    credentials,
    ...(table.trim() === '' ? {} : { table: table.trim() }),
    ...(renditionsBucket === null ? {} : { renditionsBucket }),
    ...(s3Endpoint === null ? {} : { s3Endpoint, addressing: 'path' }),
    ...(dynamodbEndpoint === null ? {} : { dynamodbEndpoint }),
  });
  return parsed.success ? parsed.data : null;
}
