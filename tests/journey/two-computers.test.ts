/** @file Two computers with one library: at once or one after the other, one object and one record per image, both named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { dynamoRecordStore } from '../../electron/journey/record/dynamo-record-store.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { Profile } from '../../shared/profile.ts';
import { type CloudUnderTest, cloudUnderTest } from '../durability/cloud-under-test.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { journeyWorld, picture } from './journey-world.ts';

let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(() => servers.close());

const renditions = Profile.shape.renditions.parse([
  { name: 'thumb', width: 32, height: 32, fit: 'inside', format: 'webp' },
]);
const layouts = {
  'by content': {},
  'by name': { originalKey: '{name}-{hash8}.{ext}', renditionKey: 'small/{name}-{hash8}-{rendition}.{ext}' },
  'by folder': { originalKey: '{folder}/{hash}.{ext}', renditionKey: 'small/{folder}/{hash}-{rendition}.{ext}' },
};

/** A computer with clients, ledger, home and name of its own. */
function computer(cloud: CloudUnderTest, device: string, files: Readonly<Record<string, Buffer>>) {
  const { accessKeyId, secretAccessKey } = servers;
  const keys = async () => ({ accessKeyId, secretAccessKey });
  const s3 = s3Client(cloud.profile, keys);
  const dynamo = dynamoClient(cloud.profile, keys);
  const world = journeyWorld({
    device,
    files,
    profile: cloud.profile,
    objects: s3ObjectStore(s3.client),
    records: dynamoRecordStore(dynamo.client, cloud.table),
    clock: systemClock,
  });
  return {
    ...world,
    carryAll: async (): Promise<void> => {
      await world.scan();
      await world.carry();
    },
    close: async (): Promise<void> => {
      await world.close();
      s3.close();
      dynamo.close();
    },
  };
}

const count = 12;
/** The same pictures, under a name and in a folder of each computer's own. */
const named = (how: (seed: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, seed) => [how(seed), picture(seed, 100 + seed)]));

async function expectOneOfEach(cloud: CloudUnderTest, images: number, devices: readonly string[]): Promise<void> {
  const { objects, records, openUploads } = await cloud.contents();
  expect(records).toHaveLength(images);
  expect(records.map((record) => record.devices)).toEqual(records.map(() => devices));
  const keys = records.flatMap(({ original_key, renditions: of }) => [original_key, ...of.map(({ key }) => key)]);
  expect([...objects.keys()].sort()).toEqual(keys.sort());
  expect(records.map(({ original_key }) => objects.get(original_key)?.sha256)).toEqual(
    records.map(({ image_id }) => image_id),
  );
  expect(openUploads).toEqual([]);
}

describe.each(Object.entries(layouts))('with keys %s', (_, layout) => {
  test('two that carry the same images at once end with one of each', async () => {
    const cloud = await cloudUnderTest(servers, { ...layout, renditions });
    const desk = computer(
      cloud,
      'desk',
      named((seed) => `summer/${seed}.bmp`),
    );
    const laptop = computer(
      cloud,
      'laptop',
      named((seed) => `copies/IMG_${seed}.bmp`),
    );
    await Promise.all([desk.carryAll(), laptop.carryAll()]);
    await expectOneOfEach(cloud, count, ['desk', 'laptop']);
    for (const { ledger, profile } of [desk, laptop]) {
      expect(ledger.journeys.counts(profile.name)).toMatchObject({ stored: count, failed: 0, waiting: 0, blocked: 0 });
      const { records } = await cloud.contents();
      const keys = records.map(({ image_id }) => ledger.objects.ofImage(profile.name, image_id)[0]?.key);
      expect(keys).toEqual(records.map(({ original_key }) => original_key));
    }
    await Promise.all([desk.close(), laptop.close()]);
    cloud.close();
  });

  test('the second of two sends nothing that the first has stored, and is named', async () => {
    const cloud = await cloudUnderTest(servers, { ...layout, renditions });
    const desk = computer(
      cloud,
      'desk',
      named((seed) => `summer/${seed}.bmp`),
    );
    await desk.carryAll();
    const before = (await cloud.contents()).objects;
    const laptop = computer(
      cloud,
      'laptop',
      named((seed) => `copies/IMG_${seed}.bmp`),
    );
    await laptop.carryAll();
    expect((await cloud.contents()).objects).toEqual(before);
    expect(laptop.arrivals.map(({ arrival }) => arrival.kind)).toEqual(Array.from({ length: count }, () => 'already'));
    await expectOneOfEach(cloud, count, ['desk', 'laptop']);
    await Promise.all([desk.close(), laptop.close()]);
    cloud.close();
  });
});

test('a record that names what is not there does not keep an image from being sent', async () => {
  const cloud = await cloudUnderTest(servers, { ...layouts['by name'], renditions });
  const desk = computer(cloud, 'desk', { 'a.bmp': picture(1) });
  await desk.carryAll();
  const [record] = (await cloud.contents()).records;
  const signal = new AbortController().signal;
  await desk.objects.remove({ bucket: cloud.bucket, key: record?.original_key as never }, signal);
  const laptop = computer(cloud, 'laptop', { 'b.bmp': picture(1) });
  await laptop.carryAll();
  const { objects } = await cloud.contents();
  expect([...objects.values()].map(({ sha256 }) => sha256)).toContain(record?.image_id);
  await Promise.all([desk.close(), laptop.close()]);
  cloud.close();
});
