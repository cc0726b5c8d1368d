/** @file A ledger of its own for a test, with a folder in it, and short ways to put files and images into it. */
import { onTestFinished } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { ObjectRow } from '../../electron/ledger/objects.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import type { Failure } from '../../shared/failure.ts';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

export const profile = 'p';

export function image(number: number): ImageId {
  return ImageId.parse(number.toString(16).padStart(64, '0'));
}

export const offline: Failure = { code: 'offline', retry: 'soon', scope: 'image', subject: 'the line' };
export const denied: Failure = { code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'bucket' };

export function object(rendition: string, more: Partial<ObjectRow> = {}): ObjectRow {
  return {
    rendition,
    bucket: 'b',
    key: `${rendition}-key` as ObjectKey,
    size: 10,
    contentType: 'image/png',
    width: null,
    height: null,
    etag: 'e',
    versionId: null,
    sha256: 'ab',
    proof: 'sha256',
    confirmedAt: 1,
    ...more,
  };
}

export function ledgerWorld() {
  const ledger = openLedger(temporaryFolder(), 0);
  onTestFinished(ledger.close);
  const add = (path: string) =>
    ledger.folders.add({ path: absolutePath(path), profile, include: [], exclude: [], watched: true, addedAt: 1 });
  const folderId = add('/photos');

  /** In the queue, as it was at that moment. Returns its row's id. */
  function settle(path: string, at = 1, size = 5): number {
    const cut = path.lastIndexOf('/');
    const place = { folderId, directory: path.slice(0, Math.max(0, cut)), name: path.slice(cut + 1) };
    const identity = { size, modified: at, changed: at, inode: 1 };
    ledger.files.settle({ ...place, identity, blocks: 8 }, at);
    const row = ledger.database
      .prepare('SELECT id FROM files WHERE folder_id = ? AND directory = ? AND name = ?')
      .get(folderId, place.directory, place.name);
    return Number(row?.['id']);
  }

  /** An image whose journey has begun. */
  function begin(number: number, at = 1, name = `${number}.png`): { profile: string; imageId: ImageId } {
    const key = { profile, imageId: image(number) };
    ledger.images.add({ imageId: key.imageId, size: 10 + number, contentType: 'image/png', extension: 'png' }, at);
    ledger.journeys.begin({ ...key, fileName: name, directory: '', replaces: null }, at);
    return key;
  }

  /** As `begin`, to its end. */
  function store(number: number, at = 1, name?: string): { profile: string; imageId: ImageId } {
    const key = begin(number, at, name);
    ledger.journeys.move(key, 'hashed', 'uploading', at);
    ledger.objects.confirm(profile, key.imageId, object('original'));
    ledger.journeys.move(key, 'uploading', 'confirmed', at);
    ledger.journeys.stored(key, 'written', 10, at);
    return key;
  }

  return { ledger, folderId, add, settle, begin, store };
}
