/** @file The keys that open a cloud and how they are handed over: asked for when needed, because temporary ones expire. */

/** Holds a secret: never logged, never stored, never sent to a window. */
export type AwsKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  /** `expiration` is only when to look for them again: they themselves have no end. */
  readonly isLastingLonger?: true;
};

/** Any AwsCredentialIdentityProvider of the AWS SDK fits. May throw what the SDK's providers throw. */
export type AwsKeysProvider = () => Promise<AwsKeys>;
