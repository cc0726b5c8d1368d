/** @file Rows of History for the tests of what is done with them. */
import { keyOf, type Row } from '../../renderer/history/row.ts';
import { ImageId } from '../../shared/image.ts';

/** The `number`th image, stored at `at`. */
export function row(number: number, at: number, more: Partial<Row> = {}): Row {
  const imageId = ImageId.parse(number.toString(16).padStart(64, '0'));
  return {
    key: keyOf({ profile: 'photos', imageId }),
    profile: 'photos',
    imageId,
    state: 'stored',
    fileName: `${number}.jpg`,
    directory: '',
    size: 1000,
    contentType: 'image/jpeg',
    width: 4,
    height: 3,
    capturedAt: null,
    camera: null,
    begunAt: at,
    storedAt: at,
    file: null,
    thumb: null,
    renditions: 2,
    title: '',
    tags: [],
    favourite: false,
    device: null,
    ...more,
  };
}
