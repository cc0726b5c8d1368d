/** @file A token stands for what was really dropped, for ten minutes, and says nothing of where it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drops } from '../../electron/api/drops.ts';
import { safeName } from '../../electron/api/inbox.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { Drop } from '../../shared/folder.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('a drop is told by names and sizes, never by paths, and what is not there is left out', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'holiday'));
  writeFileSync(join(folder, 'a.jpg'), 'abc');
  const kept = drops(manualClock());
  const paths = ['holiday', 'a.jpg', 'gone.jpg'].map((name) => absolutePath(join(folder, name)));
  const drop = await kept.offer(paths);
  expect(Drop.parse(drop)).toEqual({
    token: drop.token,
    folders: [{ name: 'holiday' }],
    files: [{ name: 'a.jpg', size: 3 }],
  });
  expect(JSON.stringify(drop)).not.toContain(folder);
  expect(kept.find(drop.token)).toMatchObject({ folders: [paths[0]], files: [paths[1]] });
});

test('a token ends after ten minutes, or when fifty newer ones came, and none can be guessed', async () => {
  const clock = manualClock();
  const kept = drops(clock);
  const old = await kept.offer([]);
  clock.advance(10 * 60_000 - 1);
  expect(kept.find(old.token)).not.toBeNull();
  clock.advance(1);
  expect(kept.find(old.token)).toBeNull();
  const first = await kept.offer([]);
  const tokens = new Set<string>();
  for (let n = 0; n < 50; n += 1) tokens.add((await kept.offer([])).token);
  expect(tokens.size).toBe(50);
  expect(kept.find(first.token)).toBeNull();
  expect(kept.find('A'.repeat(43))).toBeNull();
});

test('a name that a page gives is one name, that every system takes and no scan passes over', () => {
  const names = {
    '../../etc/passwd': 'passwd',
    'C:\\pictures\\a.jpg': 'a.jpg',
    '.hidden.jpg': '_hidden.jpg',
    '..': '_',
    '': 'picture',
    'a\u0000b:c?.jpg': 'a_b_c_.jpg',
    'ends. .': 'ends',
    'Ünï 📷.jpg': 'Ünï 📷.jpg',
  };
  for (const [given, safe] of Object.entries(names)) expect(safeName(given), given).toBe(safe);
  expect(Buffer.byteLength(safeName(`${'📷'.repeat(200)}.jpg`))).toBeLessThanOrEqual(200);
  expect(safeName(`${'x'.repeat(500)}.jpg`)).toMatch(/^x{196}\.jpg$/);
});
