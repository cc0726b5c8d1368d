/** @file Verification against Ceph, which lists and proves otherwise than AWS: whole objects and one that went in parts. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { verifyLibrary } from '../../../electron/library/verify/verify-library.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import { journeyWorld, picture } from '../../journey/journey-world.ts';
import { found, thumbs } from './verify-world.ts';

describe.skipIf(!radosGatewayIsHere)('a library on Ceph', () => {
  test('is proven by its listing and by reading it back, and what is missing is sent again', async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = await radosGateway();
    const keys = () => Promise.resolve({ accessKeyId, secretAccessKey });
    const connection = s3Client({ region, s3Endpoint: endpoint, addressing: 'path' }, keys);
    const bucket = `verify-${randomBytes(4).toString('hex')}`;
    const { signal } = new AbortController();
    await createBucket(connection.client, bucket, signal);
    const files = { 'a.bmp': picture(1), 'b.bmp': picture(2), 'large.bmp': picture(3, 17 * 1024 * 1024) };
    const world = journeyWorld({
      files,
      clock: systemClock,
      objects: s3ObjectStore(connection.client),
      profile: { bucket, renditions: thumbs },
    });
    await world.scan();
    await world.carry();
    const { ledger, home, parts, profile, objects, records } = world;
    const carry = async (): Promise<void> => {
      world.schedule.nudge();
      await world.carry();
    };
    const cloud = { profile, objects, records };
    const { device } = parts;
    const verifying = {
      ledger,
      cloud,
      home,
      clock: systemClock,
      random: () => 0.5,
      device,
      carry,
      onProgress: () => undefined,
    };
    const verify = (how: { deep?: boolean; repair?: boolean } = {}) =>
      verifyLibrary(verifying, { deep: false, repair: false, fresh: false, ...how }, signal);

    expect(await verify()).toMatchObject({ proven: 3, proofs: { md5: 6 } });
    expect(await verify({ deep: true })).toMatchObject({ proven: 3, proofs: { sha256: 6 } });
    const [record] = [...records.records(profile.userId).values()];
    const key = record?.original_key ?? '';
    await objects.remove({ bucket, key: key as never }, signal);
    expect(found(await verify())).toEqual({ 'object-missing': [key] });
    expect((await verify({ repair: true })).findings['object-missing']).toMatchObject({ found: 1, repaired: 1 });
    expect(await verify({ deep: true })).toMatchObject({ proven: 3 });
    await world.close();
    connection.close();
  });
});
