/** @file Keys and whose they are, as a window may speak of them: no secret ever comes out; both sides speak it. */
import { z } from 'zod';
import { CredentialSource, RoleToAssume } from './profile.ts';

/** A key that goes in and comes out by no call. */
export const NewKeys = z.strictObject({
  accessKeyId: z.string().trim().min(1).max(256),
  secretAccessKey: z.string().min(1).max(1024),
  sessionToken: z.string().min(1).max(8192).optional(),
  /** Kept in this process's memory until it ends, instead of in the keychain: where there is none, or it is locked. */
  forSession: z.boolean().optional(),
});
export type NewKeys = z.infer<typeof NewKeys>;

/** A named profile of ~/.aws/config or ~/.aws/credentials, by how its keys are come by. */
export const DetectedProfile = z.object({
  name: z.string(),
  /** `login`: of `aws login`; `incomplete`: nothing there that gives keys. */
  kind: z.enum(['keys', 'sso', 'process', 'role', 'web-identity', 'login', 'incomplete']),
  region: z.string().nullable(),
  /** The role that is assumed, or the name or address of the sign-in. */
  from: z.string().nullable(),
  /** A code of an MFA device is asked for. */
  needsMfa: z.boolean(),
});
export type DetectedProfile = z.infer<typeof DetectedProfile>;

export const DetectedCredentials = z.object({
  profiles: z.array(DetectedProfile),
  /** What the environment says; null where it gives no keys. */
  environment: z
    .object({ kind: z.enum(['keys', 'aws-profile', 'web-identity']), region: z.string().nullable() })
    .nullable(),
  /** What the keychain answers; null where it is ready. */
  keychain: z.enum(['no-keychain', 'keychain-locked']).nullable(),
});
export type DetectedCredentials = z.infer<typeof DetectedCredentials>;

/** Who the keys are, as the token service (STS) says. */
export const Identity = z.object({ account: z.string(), arn: z.string() });
export type Identity = z.infer<typeof Identity>;

export const KeysInUse = z.object({
  source: CredentialSource,
  role: RoleToAssume.nullable(),
  /** Null where the store has no token service to ask. */
  identity: Identity.nullable(),
  /** The last four characters of the access key id, for telling one from another. */
  ending: z.string(),
  /** Milliseconds since 1970 UTC when the keychain took them; null for keys that it does not hold. */
  keptAt: z.number().nullable(),
  /** Milliseconds since 1970 UTC; null for keys that do not expire. */
  expiresAt: z.number().nullable(),
  /** They are gone when Cloudroll ends. */
  forSession: z.boolean(),
});
export type KeysInUse = z.infer<typeof KeysInUse>;

/** What an .env file of another program says of a cloud; its keys are told of, not told. */
export const EnvFile = z.object({
  region: z.string().nullable(),
  bucket: z.string().nullable(),
  renditionsBucket: z.string().nullable(),
  table: z.string().nullable(),
  s3Endpoint: z.string().nullable(),
  dynamodbEndpoint: z.string().nullable(),
  awsProfile: z.string().nullable(),
  /** The last four characters of its access key id; null where it holds no key. */
  keyEnding: z.string().nullable(),
});
export type EnvFile = z.infer<typeof EnvFile>;
