/** @file What every folder watcher must do, run by each of them. */
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderWatcher, Hint, WatchFolder } from '../../electron/journey/watch/folder-watcher.ts';

export function folderWatcherContract(name: string, make: () => WatchFolder): void {
  describe(`${name} keeps the folder watcher's contract`, () => {
    let root = '';
    let watcher: FolderWatcher | undefined;
    let hints: Hint[] = [];
    let errors: string[] = [];
    const hinted = (): string[] => hints.map((hint) => (hint.kind === 'directory' ? hint.directory : '*'));

    const start = async (skips: (directory: string) => boolean = () => false): Promise<void> => {
      watcher = make()(
        root,
        skips,
        (hint) => hints.push(hint),
        (code) => errors.push(code),
      );
      await watcher.ready;
      hints = [];
    };

    beforeEach(() => {
      root = realpathSync(mkdtempSync(join(tmpdir(), 'cloudroll-watcher-')));
      hints = [];
      errors = [];
    });
    afterEach(async () => {
      await watcher?.close();
      rmSync(root, { recursive: true, force: true });
    });

    it('names the directory in which a file appears, in the folder itself and below', async () => {
      mkdirSync(join(root, 'a/b'), { recursive: true });
      await start();
      writeFileSync(join(root, 'one.jpg'), '1');
      await vi.waitFor(() => expect(hinted()).toContain(''));
      writeFileSync(join(root, 'a/b/two.jpg'), '2');
      await vi.waitFor(() => expect(hinted()).toContain('a/b'));
      expect(errors).toEqual([]);
    });

    it('names the directory of a file that is written to, moved out, or removed', async () => {
      mkdirSync(join(root, 'from'));
      mkdirSync(join(root, 'to'));
      writeFileSync(join(root, 'from/x.jpg'), '1');
      await start();
      appendFileSync(join(root, 'from/x.jpg'), 'more');
      await vi.waitFor(() => expect(hinted()).toContain('from'));
      hints = [];
      renameSync(join(root, 'from/x.jpg'), join(root, 'to/x.jpg'));
      await vi.waitFor(() => expect(hinted()).toEqual(expect.arrayContaining(['from', 'to'])));
      hints = [];
      rmSync(join(root, 'to/x.jpg'));
      await vi.waitFor(() => expect(hinted()).toContain('to'));
    });

    it('listens to directories that come later', async () => {
      await start();
      mkdirSync(join(root, 'new/deep'), { recursive: true });
      await vi.waitFor(() => expect(hinted()).toContain('new/deep'));
      hints = [];
      writeFileSync(join(root, 'new/deep/x.jpg'), '1');
      await vi.waitFor(() => expect(hinted()).toContain('new/deep'));
    });

    it('gives no hint of what happens in a directory that is skipped', async () => {
      mkdirSync(join(root, 'skipped'));
      await start((directory) => directory === 'skipped');
      writeFileSync(join(root, 'skipped/x.jpg'), '1');
      writeFileSync(join(root, 'y.jpg'), '1');
      await vi.waitFor(() => expect(hinted()).toContain(''));
      expect(hinted()).not.toContain('skipped');
    });

    it('is silent once it is closed', async () => {
      await start();
      await watcher?.close();
      writeFileSync(join(root, 'x.jpg'), '1');
      const other = make()(
        root,
        () => false,
        () => undefined,
        () => undefined,
      );
      await other.ready;
      await other.close();
      expect(hinted()).toEqual([]);
    });
  });
}
