/** @file A library of 100,000 records on the built-in cloud: a new computer has it all within minutes, finds and follows it. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import type { Cloud } from '../../../electron/journey/journey.ts';
import { dynamoRecordStore } from '../../../electron/journey/record/dynamo-record-store.ts';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { describeImages } from '../../../electron/library/describe/describe-images.ts';
import { sendEdits } from '../../../electron/library/describe/send-edits.ts';
import { fills } from '../../../electron/library/follow/fill-ledger.ts';
import { lookAtTable } from '../../../electron/library/follow/look-at-table.ts';
import { historyCount, historyPage } from '../../../electron/library/history.ts';
import { HistoryRequest } from '../../../shared/history.ts';
import { ImageId, type ObjectKey } from '../../../shared/image.ts';
import { cloudUnderTest } from '../../durability/cloud-under-test.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const records = Number(process.env['SOAK_RECORDS'] ?? 100_000);
const forever = new AbortController().signal;
const idOf = (number: number) =>
  ImageId.parse(
    ((number * 2654435761) % 2 ** 32).toString(16).padStart(8, '0') + number.toString(16).padStart(56, '0'),
  );

/** Bytes of a hundred thousand originals are not what this is about: the store lists them as the records name them. */
function listing(store: ObjectStore, bucket: string): ObjectStore {
  const ids = Array.from({ length: records }, (_, number) => idOf(number)).sort();
  return {
    ...store,
    list: async function* (of, prefix) {
      for (const id of of === bucket ? ids : []) {
        const key = `originals/${id}.jpg` as ObjectKey; // As the records have it.
        if (key.startsWith(prefix)) yield { key, size: 10, etag: 'e', modifiedAt: 1 };
      }
    },
  };
}

test('a hundred thousand records are taken in, found, edited by two, and followed', async ({ annotate }) => {
  const servers = await localCloudWorld();
  onTestFinished(servers.close);
  const cloud = await cloudUnderTest(servers);
  onTestFinished(cloud.close);
  const { profile, bucket, table } = cloud;
  const dynamo = dynamoClient(profile, async () => servers);
  const s3 = s3Client(profile, async () => servers);
  onTestFinished(dynamo.close);
  onTestFinished(s3.close);
  for (let from = 0; from < records; from += 25) {
    const puts = Array.from({ length: 25 }, (_, at) => ({
      PutRequest: { Item: itemOf(from + at, profile.userId, bucket) },
    }));
    await dynamo.client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
  const opened: Cloud = {
    profile,
    objects: listing(s3ObjectStore(s3.client), bucket),
    records: dynamoRecordStore(dynamo.client, table),
  };
  const computer = async (device: string) => {
    const home = temporaryFolder();
    const ledger = openLedger(home, 0);
    onTestFinished(ledger.close);
    const parts = { ledger, home, clock: systemClock, random: Math.random, device };
    const begun = performance.now();
    const filling = fills({ ...parts, log: silentLog, open: async () => opened, onProgress: () => undefined });
    await filling.ready(profile.name);
    await annotate(`${device}: ${records} records taken in within ${Math.round((performance.now() - begun) / 1000)} s`);
    return { ledger, parts, look: () => lookAtTable({ ...parts, onTaken: () => undefined }, opened, forever) };
  };
  const desk = await computer('desk');
  expect(desk.ledger.journeys.counts(profile.name).stored).toBe(records);
  expect(historyCount(desk.ledger, { text: 'event17x' }).images).toBe(records / 100);
  const seen = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = historyPage(desk.ledger, HistoryRequest.parse({ limit: 500, after, text: 'photo' }));
    for (const { imageId } of page.entries) seen.add(imageId);
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen.size).toBe(records);

  const laptop = await computer('laptop');
  const keys = Array.from({ length: 500 }, (_, number) => ({ profile: profile.name, imageId: idOf(number) }));
  const say = (one: typeof desk, tag: string) =>
    describeImages({ ledger: one.ledger, clock: systemClock, hasRecords: () => true }, keys, { addTags: [tag] });
  await Promise.all([say(desk, 'of the desk'), say(laptop, 'of the laptop')]);
  await Promise.all([sendEdits(desk.parts, opened, forever), sendEdits(laptop.parts, opened, forever)]);
  for (const one of [desk, laptop]) {
    await one.look();
    for (const key of keys) expect(one.ledger.catalogue.find(key)?.tags).toEqual(['of the desk', 'of the laptop']);
  }
});

function itemOf(number: number, userId: string, bucket: string): Record<string, unknown> {
  const id = idOf(number);
  return {
    ...{ user_id: userId, image_id: id, schema_version: 1, sha256: id, original_key: `originals/${id}.jpg` },
    ...{
      renditions: [],
      source_bucket: bucket,
      destination_bucket: bucket,
      content_type: 'image/jpeg',
      size_bytes: 10,
    },
    file_name: `photo event${number % 100}x ${number}.jpg`,
    upload_time: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    ...{ device: 'an older computer', devices: new Set(['an older computer']) },
  };
}
