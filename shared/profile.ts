/** @file The profile: where images go and what is made of them on the way; both sides speak it. Holds no secret. */
import { z } from 'zod';

export const RenditionRecipe = z.object({
  /** Part of the object's key: lower-case letters, digits and hyphens. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  /** Pixels. */
  width: z.number().int().min(1).max(16_384),
  height: z.number().int().min(1).max(16_384),
  fit: z.enum(['inside', 'cover', 'contain', 'fill']),
  format: z.enum(['jpeg', 'png', 'webp', 'avif']),
  quality: z.number().int().min(1).max(100).default(80),
  grayscale: z.boolean().default(false),
  /** Keep the frames of an animated picture, where the format can hold them. */
  animated: z.boolean().default(false),
});
export type RenditionRecipe = z.infer<typeof RenditionRecipe>;

export const defaultRenditions: readonly RenditionRecipe[] = [
  {
    name: 'thumb',
    width: 320,
    height: 320,
    fit: 'inside',
    format: 'webp',
    quality: 78,
    grayscale: false,
    animated: false,
  },
  {
    name: 'preview',
    width: 2048,
    height: 2048,
    fit: 'inside',
    format: 'jpeg',
    quality: 82,
    grayscale: false,
    animated: false,
  },
];

/** Which keys open the cloud. The secret itself is only ever in the keychain, the environment or the AWS files. */
export const CredentialSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('aws-chain') }),
  z.object({ kind: z.literal('aws-profile'), name: z.string().min(1) }),
  z.object({ kind: z.literal('keychain'), account: z.string().min(1) }),
]);
export type CredentialSource = z.infer<typeof CredentialSource>;

/** A role that is assumed with those keys, which then only have to be allowed to do that. */
export const RoleToAssume = z.object({
  arn: z.string().regex(/^arn:[\w-]+:iam::\d*:role\/\S{1,512}$/),
  /** What the role's owner agreed upon with whoever uses it. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .optional(),
  /** As the role's owner sees it in the logs. */
  sessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/)
    .default('cloudroll'),
  /** Seconds; the role's owner allows an hour unless said otherwise. */
  duration: z.number().int().min(900).max(43_200).default(3600),
  /** The serial number or ARN of the device whose code is asked for. */
  mfaDevice: z
    .string()
    .regex(/^[\w+=/:,.@-]{9,256}$/)
    .optional(),
});
export type RoleToAssume = z.infer<typeof RoleToAssume>;

const GIBIBYTE = 1024 ** 3;

/** Without a name or password in it: this is written down where secrets do not belong. */
const Endpoint = z.string().regex(/^https?:\/\/[^/@\s]+(\/\S*)?$/);

export const Profile = z.object({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  region: z.string().min(1),
  /** For an S3-compatible or built-in store; absent means AWS. */
  s3Endpoint: Endpoint.optional(),
  dynamodbEndpoint: Endpoint.optional(),
  /** The token service of a store of one's own; absent: that of AWS, and none for another store. */
  stsEndpoint: Endpoint.optional(),
  /** Where the table is, if not in `region`. */
  dynamodbRegion: z.string().min(1).optional(),
  /** `path`: http://host/bucket/key; `host`: http://bucket.host/key. AWS understands both. */
  addressing: z.enum(['path', 'host']).default('host'),
  bucket: z.string().min(3).max(63),
  renditionsBucket: z.string().min(3).max(63).optional(),
  /** Absent: no records; what is known of an image is then in the ledger and in its objects' metadata only. */
  table: z.string().min(3).max(255).optional(),
  /** The only key attribute of a table that was there before, which then holds the image's id; absent: user_id, image_id. */
  recordKey: z.string().min(1).max(255).optional(),
  userId: z.string().min(1).max(255),
  originalKey: z.string().default('originals/{hash}.{ext}'),
  renditionKey: z.string().default('renditions/{hash}/{rendition}.{ext}'),
  renditions: z.array(RenditionRecipe).default([...defaultRenditions]),
  /** Bytes; a larger file is refused, with the reason. */
  largestFile: z
    .number()
    .int()
    .positive()
    .default(5 * GIBIBYTE),
  /** Pixels; a larger picture is carried without renditions. */
  pixelLimit: z.number().int().positive().default(268_402_689),
  keepLocation: z.boolean().default(true),
  /** Whether a link may show where a picture was taken. */
  shareLocation: z.boolean().default(false),
  /** Where anybody can read `bucket`: a CloudFront distribution or a domain of one's own, with the keys behind it. */
  publicAddress: Endpoint.optional(),
  /** The same for `renditionsBucket`. */
  publicRenditionsAddress: Endpoint.optional(),
  credentials: CredentialSource,
  role: RoleToAssume.optional(),
});
export type Profile = z.infer<typeof Profile>;
