/** @file What every record store must do with the burials of deleted images, said as tests; part of the record store's contract. */
import { expect, test } from 'vitest';
import type { Burial } from '../../electron/journey/record/burial.ts';
import type { ImageRecord } from '../../electron/journey/record/image-record.ts';
import type { RecordStore } from '../../electron/journey/record/record-store.ts';

const forever = new AbortController().signal;
const at = '2026-11-21T10:00:00.000Z';

export function recordBurialsContract(
  store: () => RecordStore,
  newRecord: (userId: string, seed: string) => ImageRecord,
) {
  const burialOf = ({ user_id, image_id }: ImageRecord, deleted_at = at): Burial => ({
    ...{ user_id, image_id, schema_version: 1 },
    ...{ deleted_at, deleted_by: 'desk', upload_time: deleted_at },
  });
  const buried = async (userId: string) => {
    const record = newRecord(userId, 'one');
    await store().record(record, forever);
    expect(await store().bury(burialOf(record), forever)).toBe(true);
    return { record, image: { userId, imageId: record.image_id } };
  };

  test('a burial takes the place of the record: none is found, listed or described, and none is written over it', async () => {
    const { record } = await buried('buried');
    expect(await store().find('buried', record.image_id, forever)).toBeNull();
    for await (const found of store().all('buried', forever)) expect(found).toBeUndefined();
    expect(await store().record({ ...record, devices: ['laptop'] }, forever)).toBe('deleted');
    const said = {
      title: 'x',
      description: '',
      tags: [],
      favourite: false,
      location_removed: false,
      fields: {},
      edits: [],
    };
    const described = { ...said, changed_at: at, changed_by: 'desk' };
    const asked = { userId: 'buried', imageId: record.image_id, from: 0, said: described };
    expect(await store().describe(asked, forever)).toBe(false);
    expect(await store().burial('buried', record.image_id, forever)).toEqual(burialOf(record));
  });

  test('the first burial stays, also where there was no record', async () => {
    const { record, image } = await buried('twice');
    const later = burialOf(record, '2026-11-22T10:00:00.000Z');
    expect(await store().bury(later, forever)).toBe(true);
    expect(await store().burial('twice', image.imageId, forever)).toEqual(burialOf(record));
    const unknown = newRecord('twice', 'never stored');
    expect(await store().bury(burialOf(unknown), forever)).toBe(true);
    expect(await store().record(unknown, forever)).toBe('deleted');
  });

  test('its end is noted in it, and nowhere else', async () => {
    const { record } = await buried('ended');
    const stays = newRecord('ended', 'stays');
    await store().record(stays, forever);
    await store().endBurial('ended', record.image_id, '2026-11-21T10:01:00.000Z', forever);
    await store().endBurial('ended', stays.image_id, '2026-11-21T10:01:00.000Z', forever);
    const ended = await store().burial('ended', record.image_id, forever);
    expect(ended).toEqual({ ...burialOf(record), deletion_ended: '2026-11-21T10:01:00.000Z' });
    expect(await store().find('ended', stays.image_id, forever)).toEqual(stays);
  });

  test('it is lifted once, or the record put in its place; a record is never taken away so', async () => {
    const { record, image } = await buried('lifted');
    expect(await store().unbury({ ...image, record: null }, forever)).toBe(true);
    expect(await store().unbury({ ...image, record: null }, forever)).toBe(false);
    expect(await store().record(record, forever)).toBe('written');
    expect(await store().unbury({ ...image, record: null }, forever)).toBe(false);
    expect(await store().find('lifted', record.image_id, forever)).toEqual(record);
    await store().bury(burialOf(record), forever);
    const back = { ...record, description: 'back' };
    expect(await store().unbury({ ...image, record: back }, forever)).toBe(true);
    expect(await store().find('lifted', record.image_id, forever)).toEqual(back);
  });

  test('whoever follows the table meets it by its time', async () => {
    const { record } = await buried('followed');
    const page = await store().feed({ userId: 'followed', by: 'upload_time', from: at, next: null }, forever);
    expect(page.burials).toEqual([burialOf(record)]);
    expect(page.records).toEqual([]);
  });
}
