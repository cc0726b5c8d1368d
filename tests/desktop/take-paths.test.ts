/** @file What becomes of paths that were opened, dropped on the tray or given to a second start. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FolderChoice, takePaths } from '../../electron/desktop/take-paths.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { Profile } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const profile = Profile.parse({
  name: 'p',
  region: 'r',
  bucket: 'bucket',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});

async function taking(choice: FolderChoice, of: Profile | null = profile) {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'one.jpg'), 'x');
  await mkdir(join(folder, 'album'));
  const done: string[] = [];
  const parts = {
    profile: () => of,
    inbox: { copy: async (to: Profile, path: string) => void done.push(`${to.name} ${path.slice(folder.length + 1)}`) },
    folders: {
      add: async (path: string, { watched }: { watched: boolean }) =>
        done.push(`${watched ? 'watch' : 'once'} ${path.slice(folder.length + 1)}`),
    },
    ask: async () => choice,
    openWindow: () => void done.push('window'),
  };
  const taken = await takePaths(
    parts,
    ['one.jpg', 'gone.jpg', 'album'].map((name) => absolutePath(join(folder, name))),
  );
  return { taken, done };
}

test('files are carried, a folder is asked about, what is not there is passed over', async () => {
  expect(await taking('watch')).toEqual({ taken: 2, done: ['p one.jpg', 'watch album'] });
  expect(await taking('once')).toEqual({ taken: 2, done: ['p one.jpg', 'once album'] });
  expect(await taking('cancel')).toEqual({ taken: 1, done: ['p one.jpg'] });
});

test('with nowhere to carry to, the window opens and nothing is taken', async () => {
  expect(await taking('watch', null)).toEqual({ taken: 0, done: ['window'] });
});
