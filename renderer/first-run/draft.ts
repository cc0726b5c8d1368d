/** @file A profile while it is being typed, and the profile that comes of it. */
import { Profile } from '../../shared/profile.ts';
import type { Questions } from '../bridge.ts';
import { noRole, type RoleDraft, roleOf } from '../settings/profile/role-draft.ts';

export type ProfileDraft = {
  readonly where: 'aws' | 'compatible' | 'trial';
  readonly keys: 'chain' | 'profile' | 'typed';
  readonly awsProfile: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Typed keys stay in memory until Cloudroll ends. */
  readonly forSession: boolean;
  readonly role: RoleDraft;
  readonly region: string;
  readonly endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly bucket: string;
  readonly table: string;
  readonly userId: string;
};

export const emptyDraft: ProfileDraft = {
  where: 'aws',
  keys: 'chain',
  awsProfile: '',
  accessKeyId: '',
  secretAccessKey: '',
  forSession: false,
  role: noRole,
  region: 'eu-central-1',
  endpoint: '',
  dynamodbEndpoint: '',
  bucket: '',
  table: '',
  userId: '',
};

/** Null while something is missing or cannot be right. It is named after its bucket. */
export function profileOf(draft: ProfileDraft): Questions['profiles']['save'] | null {
  const name = draft.bucket.trim();
  const endpoint = draft.endpoint.trim();
  const records = draft.dynamodbEndpoint.trim();
  if (draft.where === 'compatible' && endpoint === '') return null;
  const { wrong, ...role } = roleOf(draft.role);
  if (wrong.length > 0) return null;
  const parsed = Profile.safeParse({
    name,
    region: draft.region.trim(),
    bucket: name,
    userId: draft.userId.trim(),
    ...(draft.table.trim() === '' ? {} : { table: draft.table.trim() }),
    ...(draft.where === 'compatible' ? { s3Endpoint: endpoint, addressing: 'path' } : {}),
    ...(draft.where === 'compatible' && records !== '' ? { dynamodbEndpoint: records } : {}),
    credentials: credentialsOf(draft, name),
    ...role,
  });
  if (!parsed.success) return null;
  if (draft.keys !== 'typed') return { profile: parsed.data };
  const { accessKeyId, secretAccessKey } = draft;
  if (accessKeyId.trim() === '' || secretAccessKey === '') return null;
  const session = draft.forSession ? { forSession: true } : {};
  return { profile: parsed.data, keys: { accessKeyId: accessKeyId.trim(), secretAccessKey, ...session } };
}

function credentialsOf({ keys, awsProfile }: ProfileDraft, name: string): unknown {
  switch (keys) {
    case 'chain':
      return { kind: 'aws-chain' };
    case 'profile':
      return { kind: 'aws-profile', name: awsProfile.trim() };
    case 'typed':
      return { kind: 'keychain', account: `profile:${name}` };
  }
}
