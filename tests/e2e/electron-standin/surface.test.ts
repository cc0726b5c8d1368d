/** @file The app is compiled against Electron's declarations less what the stand-in lacks: using more fails here, not in a flow. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { sources, textOf } from '../../meta/source-tree.ts';
import { offeredDeclarations } from './offered-declarations.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const declarations = join(root, 'node_modules/electron/electron.d.ts');

/** What the compiler says of these files when `electron` is what the stand-in offers; '' when they compile. */
async function compile(files: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  const reduced = join(folder, 'electron.d.ts');
  await writeFile(reduced, offeredDeclarations(declarations));
  const compilerOptions = {
    paths: { electron: [reduced] },
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files }),
  );
  const ended = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  return ended.stdout;
}

test('the app uses nothing of Electron that the stand-in lacks', async () => {
  const users = sources.filter((path) => path.startsWith('electron/') && /from 'electron'/.test(textOf(path)));
  expect(users.length).toBeGreaterThan(0);
  expect(await compile(users.map((path) => join(root, path)))).toBe('');
});

test('a use of what it lacks is found', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'uses-more.ts');
  await writeFile(
    file,
    "import { app, autoUpdater } from 'electron';\napp.on('gpu-info-update', () => undefined);\nvoid app.getFileIcon('x');\nvoid app.whenReady();\nautoUpdater.quitAndInstall();\n",
  );
  const said = await compile([file]);
  expect(said.match(/error TS/g)).toHaveLength(3);
});
