/** @file The token service (STS) of AWS, or of a store that has one: whose keys these are, and keys of a role; main and terminal. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Identity } from '../../shared/credentials.ts';
import type { Profile, RoleToAssume } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import { asking } from './aws-failure.ts';
import type { AwsKeys, AwsKeysProvider } from './aws-keys.ts';
import type { ClientOptions } from './s3-client.ts';
import { type ConnectionTimeouts, smithyConnections } from './smithy-connections.ts';

/** It answers in a second or not at all. */
const stsTimeouts: ConnectionTimeouts = { connect: 5_000, idle: 15_000, answer: 15_000 };

export type TokenService = {
  /** Needs no permission: only an explicit denial in AWS keeps it from answering. */
  readonly whoAmI: (signal: AbortSignal) => Promise<Identity>;
  /** `code` is of the role's MFA device. Throws Failed `mfa-needed` for a wrong one, `denied` where the role is not for us. */
  readonly assume: (role: RoleToAssume, code: string | null, signal: AbortSignal) => Promise<AwsKeys>;
  /** Ends its connections. Twice is harmless. */
  readonly close: () => void;
};

export type TokenServicePlace = Pick<Profile, 'region' | 's3Endpoint' | 'stsEndpoint'>;

/** Stores that speak STS at all do so at the address of their S3. */
export function stsTokenService(
  { region, s3Endpoint, stsEndpoint }: TokenServicePlace,
  keys: AwsKeysProvider,
  options: ClientOptions = {},
): TokenService {
  const connections = smithyConnections(options.timeouts ?? stsTimeouts);
  const endpoint = stsEndpoint ?? s3Endpoint;
  const client = new STSClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: keys,
    maxAttempts: 1,
    requestHandler: connections.handler,
    defaultsMode: 'standard',
    systemClockOffset: options.clockOffset ?? 0,
  });
  return {
    whoAmI: async (signal) => {
      const subject = 'the token service';
      const answer = await asking(subject, () =>
        client.send(new GetCallerIdentityCommand({}), { abortSignal: signal }),
      );
      if (answer.Account === undefined || answer.Arn === undefined) throw senseless(subject);
      return { account: answer.Account, arn: answer.Arn };
    },
    assume: async (role, code, signal) => {
      const command = new AssumeRoleCommand({
        RoleArn: role.arn,
        RoleSessionName: role.sessionName,
        DurationSeconds: role.duration,
        ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
        ...(role.mfaDevice === undefined || code === null ? {} : { SerialNumber: role.mfaDevice, TokenCode: code }),
      });
      const { Credentials } = await asking(role.arn, () => client.send(command, { abortSignal: signal }));
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
      if (AccessKeyId === undefined || SecretAccessKey === undefined) throw senseless(role.arn);
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
        ...(Expiration === undefined ? {} : { expiration: Expiration }),
      };
    },
    close: () => {
      client.destroy();
      connections.drop();
    },
  };
}

function senseless(subject: string): Failed {
  return new Failed({ code: 'bad-answer', retry: 'soon', scope: 'profile', subject });
}
