/** @file One version of one object as the index holds it; parsed on the way out of the database. */
import { z } from 'zod';

const textMap = z.record(z.string(), z.string());
const json = z.string().transform((text): unknown => JSON.parse(text));

/** Base64; with `-` and the number of parts behind it where it is a checksum of checksums. */
export const ChecksumColumn = json.pipe(
  z.object({
    sha256: z.string().exactOptional(),
    sha1: z.string().exactOptional(),
    crc32: z.string().exactOptional(),
    crc32c: z.string().exactOptional(),
  }),
);

/** The headers that come back on GET and HEAD, names in lower case: content-type, cache-control, x-amz-meta-… */
export const HeaderColumn = json.pipe(textMap);

export const ObjectVersion = z
  .object({
    id: z.number().int(),
    bucket: z.string(),
    key: z.string(),
    /** `null` for the one version that a bucket without versioning has. */
    version: z.string(),
    latest: z.number().transform((value) => value === 1),
    delete_marker: z.number().transform((value) => value === 1),
    modified_at: z.number().int(),
    size: z.number().int(),
    /** Without quotes. */
    etag: z.string(),
    headers: HeaderColumn,
    checksums: ChecksumColumn,
    pieces: json.pipe(z.array(z.object({ blob: z.string(), size: z.number().int() }))),
  })
  .transform(({ delete_marker, modified_at, ...rest }) => ({
    ...rest,
    deleteMarker: delete_marker,
    modifiedAt: modified_at,
  }));
export type ObjectVersion = Readonly<z.infer<typeof ObjectVersion>>;

export type NewVersion = Pick<
  ObjectVersion,
  'bucket' | 'key' | 'modifiedAt' | 'size' | 'etag' | 'headers' | 'checksums' | 'pieces'
>;
