/** @file Asks the AWS SDK's providers for keys (shared files, SSO, processes, web identity), never an instance's metadata. */
import type { Milliseconds } from '../foundation/clock.ts';
import type { AwsKeysProvider } from './aws-keys.ts';
import { sharedFiles, sharedProfiles } from './aws-profiles.ts';
import type { Environment } from './environment.ts';

/** For the token services that SSO and assumed roles ask; the SDK itself would wait for ever. */
const connectionTimeout: Milliseconds = 5_000;
const requestTimeout: Milliseconds = 30_000;

const clientConfig = { maxAttempts: 2, requestHandler: { connectionTimeout, requestTimeout } };

/** The files as they are now, whatever the SDK remembers of them. */
const fresh = (profile: string, environment: Environment) => ({
  profile,
  ...sharedFiles(environment),
  ignoreCache: true,
});

/**
 * The keys of one profile of ~/.aws (or of the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name), in the
 * order of https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html: static, assumed role, process,
 * SSO, sign-in. The files are read anew each time. Rejects with what the SDK throws, whose text can hold what a
 * `credential_process` printed: it must not be kept.
 */
export function sharedFileKeys(profile: string, environment: Environment): AwsKeysProvider {
  return async () => {
    const { fromIni } = await import('@aws-sdk/credential-providers');
    return fromIni({ ...fresh(profile, environment), clientConfig })();
  };
}

/** As sharedFileKeys, for a profile that asks for the code of an MFA device. */
export function mfaFileKeys(profile: string, environment: Environment, code: string): AwsKeysProvider {
  return async () => {
    const { fromIni } = await import('@aws-sdk/credential-providers');
    return fromIni({ ...fresh(profile, environment), clientConfig, mfaCodeProvider: () => Promise.resolve(code) })();
  };
}

/** The MFA device that this profile of ~/.aws names; null where it names none. */
export async function mfaDeviceOf(profile: string, environment: Environment): Promise<string | null> {
  return (await sharedProfiles(environment))[profile]?.['mfa_serial'] ?? null;
}

/** The keys of the role that a container platform's token file stands for. */
export function tokenFileKeys(environment: Environment): AwsKeysProvider {
  const [file, role, session] = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME'].map(
    (name) => environment[name],
  );
  return async () => {
    const { fromTokenFile } = await import('@aws-sdk/credential-providers');
    return fromTokenFile({
      ...(file === undefined ? {} : { webIdentityTokenFile: file }),
      ...(role === undefined ? {} : { roleArn: role }),
      ...(session === undefined ? {} : { roleSessionName: session }),
      clientConfig,
    })();
  };
}
