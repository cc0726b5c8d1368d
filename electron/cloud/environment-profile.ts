/** @file A whole profile from environment variables, so that a server or a container needs no file. */
import { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import { type Environment, textOf } from './environment.ts';
import { badSettings } from './home.ts';

/** The variable behind each field that a person can get wrong. */
const variables: Readonly<Record<string, string>> = {
  region: 'AWS_REGION',
  s3Endpoint: 'CLOUDROLL_S3_ENDPOINT',
  dynamodbEndpoint: 'CLOUDROLL_DYNAMODB_ENDPOINT',
  bucket: 'CLOUDROLL_BUCKET',
  renditionsBucket: 'CLOUDROLL_RENDITIONS_BUCKET',
  table: 'CLOUDROLL_TABLE',
  userId: 'CLOUDROLL_USER_ID',
  credentials: 'AWS_PROFILE',
};

/**
 * CLOUDROLL_TABLE=none is a profile without records.
 * Null when none of CLOUDROLL_BUCKET, CLOUDROLL_TABLE and CLOUDROLL_USER_ID is set. Throws Failed `bad-settings` with the
 * variable's name as subject and `missing` or `not valid` as detail; never with its text, which may hold a password.
 * Both endpoints given, the region may be left out: only AWS has more than one. An S3 endpoint implies path addressing.
 */
export function profileFromEnvironment(environment: Environment): Profile | null {
  const text = (name: string) => textOf(environment, name);
  const own = ['CLOUDROLL_BUCKET', 'CLOUDROLL_TABLE', 'CLOUDROLL_USER_ID'];
  if (own.every((name) => text(name) === undefined)) return null;
  const s3Endpoint = endpoint(environment, 'CLOUDROLL_S3_ENDPOINT');
  const dynamodbEndpoint = endpoint(environment, 'CLOUDROLL_DYNAMODB_ENDPOINT');
  const nowhereInAws = s3Endpoint !== undefined && dynamodbEndpoint !== undefined;
  const awsProfile = text('AWS_PROFILE');
  const table = text('CLOUDROLL_TABLE');
  if (table === undefined) throw new Failed({ ...badSettings('CLOUDROLL_TABLE'), detail: 'missing' });
  const parsed = Profile.safeParse({
    name: 'environment',
    region: text('AWS_REGION') ?? text('AWS_DEFAULT_REGION') ?? (nowhereInAws ? 'us-east-1' : undefined),
    s3Endpoint,
    dynamodbEndpoint,
    addressing: s3Endpoint === undefined ? 'host' : 'path',
    bucket: text('CLOUDROLL_BUCKET'),
    renditionsBucket: text('CLOUDROLL_RENDITIONS_BUCKET'),
    table: table === 'none' ? undefined : table,
    userId: text('CLOUDROLL_USER_ID'),
    credentials: awsProfile === undefined ? { kind: 'aws-chain' } : { kind: 'aws-profile', name: awsProfile },
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0]);
  const variable = variables[field] ?? field;
  throw new Failed({ ...badSettings(variable), detail: text(variable) === undefined ? 'missing' : 'not valid' });
}

/** An http or https address without a name or password in it. */
function endpoint(environment: Environment, variable: string): string | undefined {
  const text = textOf(environment, variable);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const fine = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!fine) throw new Failed({ ...badSettings(variable), detail: 'not valid' });
  return text;
}
