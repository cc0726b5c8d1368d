/** @file Records go out as CSV and JSON and come back the same, whatever is in them, and start no formula in a spreadsheet. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  favouriteFromCell,
  fieldsFromCell,
  guardedCell,
  plainCell,
  tagsCell,
  tagsFromCell,
} from '../../../electron/library/export/csv-cells.ts';
import { csvHeader, csvLines, csvOfRecords, csvRows } from '../../../electron/library/export/csv-records.ts';
import type { ExportedRecord } from '../../../electron/library/export/exported-record.ts';

const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('=1+1', "'=x", "''", '-5', '+49', '@me', '\t=1', '\r\n', 'a"b', 'a,b;c', '＝1', ' x ', '\uFEFFx', ''),
);

const record: fc.Arbitrary<ExportedRecord> = fc.record({
  profile: awkward,
  user_id: awkward,
  image_id: fc.constant('ab'.repeat(32)),
  state: fc.constant('stored'),
  file_name: awkward,
  directory: awkward,
  content_type: fc.constant('image/png'),
  size_bytes: fc.nat(),
  original_size: fc.constant('4x3'),
  captured_at: awkward,
  camera: awkward,
  upload_time: awkward,
  device: awkward,
  title: awkward,
  description: awkward,
  tags: fc.array(awkward),
  favourite: fc.boolean(),
  // One name no description ever has: whatever is parsed on its way in loses it, as zod does with every record.
  fields: fc.dictionary(
    awkward.filter((name) => name !== '__proto__'),
    awkward,
  ),
  source_bucket: awkward,
  original_key: awkward,
  destination_bucket: awkward,
  renditions: fc.constant([]),
});

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function readBack(text: string, size = 1 << 16): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const row of csvRows(inPieces(text, size))) rows.push(row.read());
  return rows;
}

test('what goes out comes back the same, however the file is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 5 }), fc.integer({ min: 1, max: 40 }), async (records, size) => {
      const whole = records.map((one) => JSON.parse(JSON.stringify(one).replaceAll(/\\ud[89a-f]../gi, 'x')));
      const back = await readBack(csvHeader + csvOfRecords(whole), size);
      expect(back).toEqual(
        whole.map(({ image_id, profile, title, description, tags, favourite, fields }) => ({
          ...{ image_id, profile, title, description, tags, favourite, fields },
        })),
      );
    }),
    { numRuns: 100 },
  );
});

test('no cell begins as a formula does', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const cell = guardedCell(text);
      expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(plainCell(cell)).toBe(text);
    }),
  );
});

test('lines end as RFC 4180 has it, and what is awkward is quoted', () => {
  expect(
    csvLines([
      ['a', 'b,c'],
      ['d"e', 'f\ng'],
    ]),
  ).toBe('a,"b,c"\r\n"d""e","f\ng"\r\n');
});

describe('a file that a person made', () => {
  test.each([';', '\t', ','])(
    'may separate by "%s", begin with a mark, and know only some columns in any order',
    async (by) => {
      const text = `\uFEFFTitle${by} image_id ${by}tags\n"One${by} two"${by}${'ab'.repeat(32)}${by}sea\n\n`;
      expect(await readBack(text)).toEqual([
        { image_id: 'ab'.repeat(32), profile: undefined, title: `One${by} two`, description: undefined, tags: ['sea'] },
      ]);
    },
  );

  test('says favourites and tags as people do', () => {
    expect(['TRUE', '1', 'yes', '', 'no'].map(favouriteFromCell)).toEqual([true, true, true, false, false]);
    expect(() => favouriteFromCell('perhaps')).toThrow();
    expect(tagsFromCell(' sea ; sun;; ')).toEqual(['sea', 'sun']);
    expect(tagsCell(['sea', 'sun'])).toBe('sea; sun');
    expect(fieldsFromCell(' ')).toEqual({});
    expect(() => fieldsFromCell('[1]')).toThrow();
  });
});
