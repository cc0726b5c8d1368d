/** @file What no image needs on its way, but a person's questions about a profile do: whose keys, which table, what is left. */
import type { TableLook } from '../../shared/adoption.ts';
import type { Identity } from '../../shared/credentials.ts';
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import type { ClientOptions, S3Connection } from './s3-client.ts';
import { removeVersions } from './s3-remove-versions.ts';

/** Of a profile without a table each throws Failed `no-table`. */
export type TableInquiry = {
  readonly lookAtTable: (signal: AbortSignal) => Promise<TableLook>;
  /** Throws Failed `no-index` where the table has none of that name. */
  readonly askIndex: (index: string, signal: AbortSignal) => Promise<void>;
  /** Every item of the table, whoever wrote it. */
  readonly items: (signal: AbortSignal) => AsyncIterable<Readonly<Record<string, unknown>>>;
};

export type Inquiry = TableInquiry & {
  /** Null where the store has no token service. */
  readonly whoAmI: (signal: AbortSignal) => Promise<Identity | null>;
  /** Under versioning a removed object stays behind as an older version: takes the key's away where that is allowed. */
  readonly removeVersions: (
    address: { readonly bucket: string; readonly key: string },
    signal: AbortSignal,
  ) => Promise<void>;
};

export type InquiryParts = {
  readonly s3: S3Connection['client'];
  readonly table: TableInquiry;
  readonly keys: AwsKeysProvider;
  readonly options: ClientOptions;
};

/** Of a profile without a table. */
export const noTable: TableInquiry = {
  lookAtTable: () => Promise.reject(none()),
  askIndex: () => Promise.reject(none()),
  items: () => {
    throw none();
  },
};

function none(): Failed {
  return new Failed({ code: 'no-table', retry: 'after-user-acts', scope: 'profile', subject: '' });
}

/** The clients are the caller's and stay open. */
export function openInquiry(profile: Profile, { s3, table, keys, options }: InquiryParts): Inquiry {
  return {
    ...table,
    whoAmI: (signal) => whoAmI(profile, { keys, options }, signal),
    removeVersions: (address, signal) => removeVersions(s3, address, signal),
  };
}

/**
 * Whose keys these are. AWS always knows; any other store may answer in its own words that it has no such service, which
 * is null, unless the profile names one.
 */
export async function whoAmI(
  profile: Pick<Profile, 'region' | 's3Endpoint' | 'stsEndpoint'>,
  { keys, options }: Pick<InquiryParts, 'keys' | 'options'>,
  signal: AbortSignal,
): Promise<Identity | null> {
  // What is wrong with the keys themselves is told as it is, whatever the store has.
  await keys();
  // Only those who ask wait until its client is loaded.
  const { stsTokenService } = await import('./sts-tokens.ts');
  const service = stsTokenService(profile, keys, options);
  try {
    return await service.whoAmI(signal);
  } catch (error) {
    const mayLack = profile.s3Endpoint !== undefined && profile.stsEndpoint === undefined;
    if (mayLack && error instanceof Failed && !lineFailures.has(error.failure.code)) return null;
    throw error;
  } finally {
    service.close();
  }
}

const lineFailures: ReadonlySet<string> = new Set(['offline', 'timed-out', 'throttled']);
