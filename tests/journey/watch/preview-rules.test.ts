/** @file What rules would take, before they are rules: the same as a scan takes. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { previewRules } from '../../../electron/journey/watch/preview-rules.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const signal = new AbortController().signal;

function folderOf(...paths: readonly string[]) {
  const folder = temporaryFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
  return folder;
}

test('files are told apart by the rules, and directories that are not entered are named', async () => {
  const folder = folderOf('a.jpg', 'b.txt', 'raw/c.CR2', 'out/d.jpg', '.hidden/e.jpg', 'f.jpg.part', 'own/g.jpg');
  symlinkSync(join(folder, 'a.jpg'), join(folder, 'link.jpg'));
  const rules = { include: ['*.jpg', '*.cr2'], exclude: ['out'] };
  const preview = await previewRules(folder, rules, [absolutePath(join(folder, 'own'))], signal);
  expect(preview).toEqual({
    takes: { files: 2, examples: ['a.jpg', 'raw/c.CR2'] },
    skips: { files: 2, examples: expect.arrayContaining(['b.txt', 'f.jpg.part']) },
    skipped: expect.arrayContaining(['out', '.hidden', 'own']),
    whole: true,
    reachable: true,
  });
});

test('a folder that is not there is not reachable, and a large one is not looked at whole', async () => {
  const folder = folderOf();
  const none = { include: [], exclude: [] };
  expect(await previewRules(absolutePath(join(folder, 'gone')), none, [], signal)).toMatchObject({ reachable: false });
  mkdirSync(join(folder, 'z'));
  for (let n = 0; n < 5000; n += 1) writeFileSync(join(folder, `${n}.jpg`), '');
  writeFileSync(join(folder, 'z', 'z.jpg'), '');
  const preview = await previewRules(folder, none, [], signal);
  expect(preview).toMatchObject({ whole: false, takes: { files: 5000 } });
  expect(preview.takes.examples.length).toBe(50);
});
