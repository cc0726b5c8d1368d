/** @file A local cloud for one test file, the SDK's own client of it, and calls signed by hand for what the SDK would not send. */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { CreateBucketCommand, S3Client, type S3ClientConfig, S3ServiceException } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { encodedPath } from '../../../electron/cloud/local/incoming-call.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';

export type S3World = {
  readonly cloud: LocalCloud;
  readonly s3: S3Client;
  /** Exists. */
  readonly bucket: string;
  readonly close: () => Promise<void>;
};

export async function s3World(): Promise<S3World> {
  const cloud = await localCloudWorld();
  const s3 = clientOf(cloud);
  const bucket = 'world';
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const close = async () => {
    s3.destroy();
    await cloud.close();
  };
  return { cloud, s3, bucket, close };
}

/** One attempt, so that a refusal is seen as it is. */
export function clientOf(cloud: LocalCloud, changes: S3ClientConfig = {}): S3Client {
  const { accessKeyId, secretAccessKey, region, s3Endpoint: endpoint } = cloud;
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...changes });
}

/** What a refused command was refused with. */
export async function refusal(command: Promise<unknown>): Promise<{ code: string; status: number | undefined }> {
  const error: unknown = await command.then(
    () => new Error('It was not refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof S3ServiceException)) throw error;
  return { code: error.name, status: error.$metadata.httpStatusCode };
}

export type RawCall = {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type RawAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

/** Sends a call signed as S3 wants it; the payload counts as unsigned unless `x-amz-content-sha256` says otherwise. */
export async function signedCall(cloud: LocalCloud, call: RawCall): Promise<RawAnswer> {
  const { host, hostname } = new URL(cloud.s3Endpoint);
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...call.headers };
  const path = encodedPath(call.path);
  const { method, query = {} } = call;
  const signed = await signerOf(cloud).sign({ method, protocol: 'http:', hostname, path, query, headers });
  return sendRaw(cloud, { ...call, headers: signed.headers });
}

/** The path and query of a presigned URL. */
export async function presignedTarget(
  cloud: LocalCloud,
  call: { readonly method: string; readonly path: string; readonly headers?: Readonly<Record<string, string>> },
  options: { readonly expiresIn: number; readonly signingDate?: Date },
): Promise<string> {
  const { host, hostname } = new URL(cloud.s3Endpoint);
  const path = encodedPath(call.path);
  const signed = await signerOf(cloud).presign(
    // A body that is neither text nor bytes stands for UNSIGNED-PAYLOAD.
    { method: call.method, protocol: 'http:', hostname, path, headers: { host, ...call.headers }, body: {} },
    options,
  );
  return `${path}?${queryText(signed.query ?? {})}`;
}

function signerOf(cloud: LocalCloud): SignatureV4 {
  const { accessKeyId, secretAccessKey, region } = cloud;
  return new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
}

/** Sends exactly this; `path` is decoded unless `target` is given. */
export async function sendRaw(cloud: LocalCloud, call: RawCall & { readonly target?: string }): Promise<RawAnswer> {
  const { hostname, port } = new URL(cloud.s3Endpoint);
  const query = Object.keys(call.query ?? {}).length === 0 ? '' : `?${queryText(call.query ?? {})}`;
  const path = call.target ?? encodedPath(call.path) + query;
  const sent = request({ hostname, port, path, method: call.method, headers: { ...call.headers } });
  sent.end(call.body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

function queryText(query: object): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

export function base64Of(algorithm: 'sha256' | 'sha1' | 'md5', bytes: string | Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('base64');
}

class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = typeof secret === 'string' ? secret : secret instanceof Uint8Array ? secret : undefined;
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('The signer never resets');
  }
}
