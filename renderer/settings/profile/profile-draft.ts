/** @file A profile while it is being changed: texts as they are typed, and the profile that comes of them. */
import { Profile } from '../../../shared/profile.ts';
import type { Questions } from '../../bridge.ts';
import { type RoleDraft, roleDraftOf, roleOf } from './role-draft.ts';

/** Typed as text; an empty one is absent from the profile. */
export const placeFields = [
  'bucket',
  'renditionsBucket',
  'region',
  's3Endpoint',
  'table',
  'dynamodbRegion',
  'dynamodbEndpoint',
  'stsEndpoint',
  'userId',
] as const;
export type PlaceField = (typeof placeFields)[number];

export type ProfileDraft = {
  readonly place: Readonly<Record<PlaceField, string>>;
  /** All else, as it is in the profile. */
  readonly rest: Omit<Profile, PlaceField | 'role'>;
  readonly role: RoleDraft;
  /** Both empty: the keys stay as they are. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Typed keys stay in memory until Cloudroll ends. */
  readonly forSession: boolean;
};

export function draftOf(profile: Profile): ProfileDraft {
  const {
    bucket,
    renditionsBucket = '',
    region,
    s3Endpoint = '',
    table = '',
    dynamodbRegion = '',
    dynamodbEndpoint = '',
    stsEndpoint = '',
    userId,
    role,
    ...rest
  } = profile;
  const records = { table, dynamodbRegion, dynamodbEndpoint };
  const place = { bucket, renditionsBucket, region, s3Endpoint, ...records, stsEndpoint, userId };
  return { place, rest, role: roleDraftOf(role), accessKeyId: '', secretAccessKey: '', forSession: false };
}

/** `field` is the first that cannot be right. */
export type Drafted =
  | { readonly kind: 'ready'; readonly save: Questions['profiles']['save'] }
  | { readonly kind: 'wrong'; readonly field: string };

export function profileOf({
  place,
  rest,
  role: typedRole,
  accessKeyId,
  secretAccessKey,
  forSession,
}: ProfileDraft): Drafted {
  const typed = placeFields.flatMap((name) => {
    const text = place[name].trim();
    return text === '' ? [] : [[name, text] as const];
  });
  const { wrong, ...role } = roleOf(typedRole);
  if (wrong.length > 0) return { kind: 'wrong', field: 'role' };
  const parsed = Profile.safeParse({ ...rest, ...role, ...Object.fromEntries(typed) });
  if (!parsed.success) return { kind: 'wrong', field: String(parsed.error.issues[0]?.path[0] ?? '') };
  const names = parsed.data.renditions.map(({ name }) => name);
  if (new Set(names).size < names.length) return { kind: 'wrong', field: 'renditions' };
  const id = accessKeyId.trim();
  const isKeychain = rest.credentials.kind === 'keychain';
  if (!isKeychain || (id === '' && secretAccessKey === '')) return { kind: 'ready', save: { profile: parsed.data } };
  if (id === '') return { kind: 'wrong', field: 'accessKeyId' };
  if (secretAccessKey === '') return { kind: 'wrong', field: 'secretAccessKey' };
  const session = forSession ? { forSession } : {};
  return { kind: 'ready', save: { profile: parsed.data, keys: { accessKeyId: id, secretAccessKey, ...session } } };
}

export function isChanged(draft: ProfileDraft, saved: Profile): boolean {
  return JSON.stringify(draft) !== JSON.stringify(draftOf(saved));
}
