/** @file Images that other systems stored, taken into the history from the built-in cloud: known by content, nothing changed. */
import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { openClouds } from '../../../electron/clouds.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { adoptedProfile, lookAtProfileTable } from '../../../electron/library/adopt-table.ts';
import { historyPage } from '../../../electron/library/history.ts';
import { importFindings, importImages } from '../../../electron/library/import/import-images.ts';
import { verifyLibrary } from '../../../electron/library/verify/verify-library.ts';
import { memoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import type { ImportProgress } from '../../../shared/adoption.ts';
import { HistoryRequest } from '../../../shared/history.ts';
import { Profile } from '../../../shared/profile.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { tableByKey } from '../../fixtures/table-by-key.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { picture } from '../../journey/journey-world.ts';

const forever = new AbortController().signal;
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());

let made = 0;

/** A bucket and a table by `id`, as a tutorial's app has filled them. */
async function world(objects: Readonly<Record<string, Uint8Array>>, items: readonly Record<string, unknown>[]) {
  made += 1;
  const name = `import-${made}`;
  const written = Profile.parse({
    ...{ name: 'p', region: cloud.region, addressing: 'path', bucket: name, table: name, userId: 'me' },
    ...{ s3Endpoint: cloud.s3Endpoint, dynamodbEndpoint: cloud.dynamodbEndpoint, credentials: { kind: 'aws-chain' } },
  });
  const s3 = s3Client(written, async () => cloud);
  const dynamo = dynamoClient(written, async () => cloud);
  await createBucket(s3.client, name, forever);
  await tableByKey(dynamo.client, name, [['id', 'S']]);
  for (const [Key, Body] of Object.entries(objects)) {
    await s3.client.send(new PutObjectCommand({ Bucket: name, Key, Body }));
  }
  for (const Item of items) await dynamo.client.send(new PutCommand({ TableName: name, Item }));
  const environment = { AWS_ACCESS_KEY_ID: cloud.accessKeyId, AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey };
  const parts = { keychain: memoryKeychain(), environment, clock: systemClock };
  let profile = written;
  const clouds = openClouds(() => [profile], parts);
  profile = adoptedProfile(written, await lookAtProfileTable(await clouds.open('p'), forever));
  const home = temporaryFolder();
  const ledger = openLedger(home, 0);
  const opened = await clouds.open('p');
  onTestFinished(() => {
    clouds.close();
    s3.close();
    dynamo.close();
    ledger.close();
  });
  const importing = { ledger, cloud: opened, home, patience: { clock: systemClock, random: () => 0 } };
  const contents = async (): Promise<unknown> => {
    const all: unknown[] = [];
    for await (const object of opened.objects.list(name, '', forever)) all.push(object);
    for await (const item of opened.inquiry?.items(forever) ?? []) all.push(item);
    return all;
  };
  return { profile, ledger, opened, home, importing, contents };
}

async function ended(run: AsyncIterable<ImportProgress>): Promise<ImportProgress | undefined> {
  let last: ImportProgress | undefined;
  for await (const progress of run) last = progress;
  return last;
}

const cat = picture(1, 100);
const dog = picture(2, 200);
const bird = picture(3, 300);
const ofTutorial = {
  objects: {
    'uploads/cat.bmp': cat,
    'processed/processed_cat.bmp': picture(9, 90),
    'uploads/dog.bmp': dog,
    'bird.bmp': bird,
    'notes.jpg': Buffer.from('not an image at all'),
    'readme.txt': Buffer.from('text'),
  },
  items: [
    {
      ...{ id: '1', original_filename: 'cat.bmp', processed_filename: 'processed_cat.bmp', description: 'A cat' },
      upload_date: '2025-03-04 15:16:17',
    },
    { id: '2', original_filename: 'dog.bmp', tags: ['big', 'brown'] },
    { id: '3', original_filename: 'lost.bmp' },
  ],
};

test('what an import would take in is told before, and reads and changes nothing', async () => {
  const { importing, contents, ledger } = await world(ofTutorial.objects, ofTutorial.items);
  const before = await contents();
  expect(await importFindings(importing, forever)).toEqual({ items: 2, withoutObject: 1, objects: 2, bytes: 709 });
  expect(await contents()).toEqual(before);
  expect(historyPage(ledger, HistoryRequest.parse({})).entries).toEqual([]);
});

test('the images are in the history with what was said of them, and the cloud is as it was', async () => {
  const { importing, contents, ledger, profile } = await world(ofTutorial.objects, ofTutorial.items);
  const before = await contents();
  expect(await ended(importImages(importing, forever))).toEqual({
    ...{ phase: 'ended', imported: 3, known: 0, passedOver: 1, withoutObject: 1 },
  });
  expect(await contents()).toEqual(before);
  const names = historyPage(ledger, HistoryRequest.parse({})).entries.map(({ fileName }) => fileName);
  expect(names.sort()).toEqual(['bird.bmp', 'cat.bmp', 'dog.bmp']);
  const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as never;
  const key = { profile: profile.name, imageId: idOf(cat) };
  expect(ledger.catalogue.find(key)).toMatchObject({ description: 'A cat' });
  expect(ledger.catalogue.find({ ...key, imageId: idOf(dog) })).toMatchObject({ tags: ['big', 'brown'] });
  expect(ledger.objects.ofImage('p', idOf(cat)).map(({ rendition, key: at }) => [rendition, at])).toEqual([
    ['original', 'uploads/cat.bmp'],
    ['processed', 'processed/processed_cat.bmp'],
  ]);
  expect(ledger.journeys.find(key)).toMatchObject({
    ...{ state: 'stored', outcome: 'imported', storedAt: Date.parse('2025-03-04 15:16:17') },
  });
});

test('a second import reads nothing again', async () => {
  const { importing } = await world(ofTutorial.objects, ofTutorial.items);
  await ended(importImages(importing, forever));
  expect(await importFindings(importing, forever)).toMatchObject({ items: 0, objects: 1, bytes: 19 });
  expect(await ended(importImages(importing, forever))).toMatchObject({ imported: 0, known: 0, passedOver: 1 });
});

test('a verification proves what was imported, and asks for no record of ours', async () => {
  const { importing, ledger, opened, home, contents } = await world(ofTutorial.objects, ofTutorial.items);
  await ended(importImages(importing, forever));
  const before = await contents();
  const parts = {
    ...{ ledger, cloud: opened, home, clock: systemClock, random: () => 0, device: 'this computer' },
    ...{ carry: async () => undefined, onProgress: () => undefined },
  };
  const report = await verifyLibrary(parts, { repair: true, deep: true, fresh: false }, forever);
  expect(report.proven).toBe(3);
  expect(Object.values(report.findings).map(({ found }) => found)).toEqual(Object.values(report.findings).map(() => 0));
  expect(await contents()).toEqual(before);
});
