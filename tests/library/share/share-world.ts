/** @file Pictures that were really carried into a real S3, and everything that sharing them needs, with a real decoder. */
import { createHash, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { noCrash, type Reached } from '../../../electron/foundation/crash-point.ts';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import type { ImageResizer } from '../../../electron/journey/resize/image-resizer.ts';
import { sharpImageResizer } from '../../../electron/journey/resize/sharp-image-resizer.ts';
import { s3Links } from '../../../electron/journey/upload/s3-links.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { makeLink, type ShareParts } from '../../../electron/library/share/make-link.ts';
import { ImageId } from '../../../shared/image.ts';
import { type Link, LinkRequest } from '../../../shared/link.ts';
import type { Profile } from '../../../shared/profile.ts';
import { bucket as anyBucket, journeyWorld } from '../../journey/journey-world.ts';

export type S3Server = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export const forever = new AbortController().signal;

/** The real decoder, in the test's own process. */
export const realResizer: ImageResizer = {
  resize: sharpImageResizer({ sharp, readDetails: readPictureDetails, onTrouble: () => undefined }),
  warmUp: () => undefined,
  engine: async () => 'native',
  close: async () => undefined,
};

export type ShareWish = {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly profile?: Partial<Profile>;
  readonly keysEndAt?: number;
  readonly reached?: Reached;
};

export async function shareWorld(server: S3Server, wish: ShareWish) {
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const expiration = wish.keysEndAt === undefined ? {} : { expiration: new Date(wish.keysEndAt) };
  const keys = async () => ({ accessKeyId, secretAccessKey, ...expiration });
  const connection = s3Client({ region, s3Endpoint: endpoint, addressing: 'path' }, keys);
  onTestFinished(connection.close);
  const bucket = `${anyBucket}-${randomUUID().slice(0, 8)}`;
  await createBucket(connection.client, bucket, forever);
  const objects = s3ObjectStore(connection.client);
  const world = journeyWorld({
    files: wish.files,
    clock: systemClock,
    objects,
    resizer: realResizer,
    profile: { bucket, region, ...wish.profile },
  });
  await world.scan();
  await world.carry();
  const { profile, ledger, home, records } = world;

  const parts = (more: Partial<ShareParts> = {}): ShareParts => ({
    ledger,
    cloud: { profile, objects, records },
    links: s3Links(connection.client),
    now: () => systemClock.now(),
    reached: wish.reached ?? noCrash,
    resizer: realResizer,
    home,
    ...more,
  });
  const idOf = (bytes: Uint8Array): ImageId => ImageId.parse(createHash('sha256').update(bytes).digest('hex'));
  return {
    ...world,
    /** Of the journey; `parts` are those of sharing. */
    journey: world.parts,
    connection,
    bucket,
    objects,
    parts,
    idOf,
    record: (bytes: Uint8Array) => records.find(profile.userId, idOf(bytes), forever),
    keys: async () => {
      const all: string[] = [];
      for await (const { key } of objects.list(bucket, '', forever)) all.push(key);
      return all;
    },
    /** Throws where there is nothing to link. */
    link: async (bytes: Uint8Array, more: Partial<LinkRequest> = {}, instead?: Partial<ShareParts>): Promise<Link> => {
      const asked = LinkRequest.parse({ profile: profile.name, imageId: idOf(bytes), ...more });
      const link = await makeLink(parts(instead), asked, forever);
      if (link === null) throw new Error('There is nothing to link');
      return link;
    },
  };
}

/** What anybody gets who opens it. */
export async function opened(url: string): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const answer = await fetch(url);
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

/** Node's own client: it sends exactly these headers, and says how long the body is. */
export function put(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = { 'content-length': String(body.byteLength), ...headers };
    const sending = request(url, { method: 'PUT', headers: all }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}
