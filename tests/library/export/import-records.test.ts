/** @file A library that was exported can be changed elsewhere and taken in again: what differs is changed, and undone as one. */
import { expect, test } from 'vitest';
import { describeImages, undoDescribing } from '../../../electron/library/describe/describe-images.ts';
import { exportLog, exportRecords } from '../../../electron/library/export/export-records.ts';
import { importRecords } from '../../../electron/library/export/import-records.ts';
import { LogFilter } from '../../../shared/library-log.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { image, ledgerWorld, object, profile } from '../../ledger/ledger-world.ts';

async function library(images: number) {
  const { ledger, store } = ledgerWorld();
  const parts = { ledger, clock: manualClock(1000), hasRecords: () => true };
  const keys = Array.from({ length: images }, (_, number) => store(number, number, `=${number}.png`));
  return { ledger, parts, keys };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function* given(text: string): AsyncGenerator<string> {
  yield text;
}

for (const format of ['csv', 'jsonl'] as const) {
  const exported = (ledger: Parameters<typeof exportRecords>[0]) =>
    textOf(exportRecords(ledger, { format, filter: {} }, () => 'me'));
  const how = { format, tryOnly: false };

  test(`${format}: what was exported changes nothing when it is taken in at once`, async () => {
    const { ledger, parts, keys } = await library(600);
    await describeImages(parts, keys.slice(0, 3), { title: '=1', addTags: ['a;b', 'sea'], fields: { place: 'Rome' } });
    const report = await importRecords(parts, given(await exported(ledger)), how);
    expect(report).toMatchObject({ read: 600, changed: 0, unchanged: 600, unreadable: 0, unknown: 0, undo: null });
  });

  test(`${format}: an exported library describes another that has the same images, with one undo`, async () => {
    const one = await library(5);
    await describeImages(one.parts, one.keys, {
      title: 'Trip',
      addTags: ['sea'],
      favourite: true,
      fields: { by: 'me' },
    });
    const text = await exported(one.ledger);
    const other = await library(4);
    await describeImages(other.parts, other.keys, { addTags: ['old'], fields: { gone: 'soon' } });
    const tried = await importRecords(other.parts, given(text), { ...how, tryOnly: true });
    expect(tried).toMatchObject({ changed: 4, unknown: 1, undo: null });
    expect(other.ledger.catalogue.find(other.keys[0] ?? { profile, imageId: image(0) })?.title).toBe('');
    const report = await importRecords(other.parts, given(text), how);
    const told = () => other.keys.map((key) => other.ledger.catalogue.find(key));
    expect(report).toMatchObject({ read: 5, changed: 4, unknown: 1 });
    for (const row of told())
      expect(row).toMatchObject({ title: 'Trip', tags: ['sea'], favourite: true, fields: { by: 'me' } });
    await undoDescribing(other.parts, report.undo ?? '');
    for (const row of told())
      expect(row).toMatchObject({ title: '', tags: ['old'], favourite: false, fields: { gone: 'soon' } });
  });
}

test('an exported record speaks with the attribute names of the table', async () => {
  const { ledger, parts, keys } = await library(1);
  ledger.objects.confirm(profile, image(0), object('thumb', { width: 4, height: 3 }));
  await describeImages(parts, keys, { title: 'One' });
  const [line = ''] = (await textOf(exportRecords(ledger, { format: 'jsonl', filter: {} }, () => 'me'))).split('\n');
  expect(JSON.parse(line)).toMatchObject({
    ...{ user_id: 'me', image_id: image(0), file_name: '=0.png', title: 'One', size_bytes: 10 },
    ...{ source_bucket: 'b', original_key: 'original-key', upload_time: '1970-01-01T00:00:00.000Z' },
    renditions: [{ name: 'thumb', key: 'thumb-key', width: 4, height: 3, bytes: 10, content_type: 'image/png' }],
  });
});

test('lines that make no sense are told one by one, and hold up no other', async () => {
  const { parts } = await library(2);
  const text = [
    '{"image_id":"nonsense"}',
    'no json',
    JSON.stringify({ image_id: image(1), title: 'First' }),
    JSON.stringify({ image_id: image(1), title: 'Last', profile: 'of another computer' }),
    JSON.stringify({ image_id: image(1), title: 7 }),
  ].join('\n');
  const report = await importRecords(parts, given(text), { format: 'jsonl', tryOnly: false });
  expect(report).toMatchObject({ read: 5, changed: 1, unreadable: 3 });
  expect(report.examples).toEqual([
    { line: 1, why: 'image_id' },
    { line: 2, why: 'unreadable' },
    { line: 5, why: 'title' },
  ]);
  expect(parts.ledger.catalogue.find({ profile, imageId: image(1) })?.title).toBe('Last');
  const broken = await importRecords(parts, given('image_id,title\n"open'), { format: 'csv', tryOnly: false });
  expect(broken).toMatchObject({ unreadable: 1, changed: 0 });
});

test('the log is exported whole, newest first, and harmless in a spreadsheet', async () => {
  const { ledger } = await library(600);
  const csv = await textOf(exportLog(ledger, { format: 'csv', filter: LogFilter.parse({}) }));
  const lines = csv.trimEnd().split('\r\n');
  expect(lines).toHaveLength(601);
  expect(lines[1]).toMatch(/,stored,p,[0-9a-f]{64},'=599\.png,1,written$/);
  const json = await textOf(exportLog(ledger, { format: 'jsonl', filter: { text: '=5.png' } }));
  expect(JSON.parse(json)).toMatchObject({ kind: 'stored', subject: '=5.png' });
});
