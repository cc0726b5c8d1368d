/** @file One command is enough after a clone: what ready.mjs does, with an npm that only writes down what it was asked. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** The stand-in for npm links to Node, which Windows lets only few do. */
const testHere = test.skipIf(process.platform === 'win32');

const lock = { packages: { '': {}, 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } } };

/** Installs what the lock names, slowly enough for a second one to come; FAIL and BLOCKED stand for what goes wrong. */
const fakeNpm = `
const fs = require('node:fs');
fs.appendFileSync('asked.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.FAIL) { console.error('npm error the registry is on fire'); process.exit(1); }
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
const node = 'node_modules/node';
fs.mkdirSync(node + '/bin', { recursive: true });
const put = "require('node:fs').symlinkSync(process.execPath, 'bin/node')";
fs.writeFileSync(node + '/installArchSpecificPackage.js', process.env.BLOCKED === 'for ever' ? '' : put);
if (!process.env.BLOCKED) fs.symlinkSync(process.execPath, node + '/bin/node');
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

type Clone = { readonly folder: string; readonly ready: (extra?: Record<string, string>) => Promise<Ended> };
type Ended = { readonly status: number; readonly said: string };

async function clone(): Promise<Clone> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'resources'));
  await cp(
    fileURLToPath(new URL('../../resources/ready.mjs', import.meta.url)),
    join(folder, 'resources', 'ready.mjs'),
  );
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  await writeFile(join(folder, 'npm-cli.js'), fakeNpm);
  return {
    folder,
    ready: (extra = {}) => {
      const env = { PATH: process.env['PATH'], npm_execpath: join(folder, 'npm-cli.js'), ...extra };
      const { promise, resolve } = Promise.withResolvers<Ended>();
      execFile(process.execPath, ['resources/ready.mjs'], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : 1, said: `${stdout}${stderr}` });
      });
      return promise;
    },
  };
}

async function installs(folder: string): Promise<number> {
  return (await readFile(join(folder, 'asked.txt'), 'utf8')).trim().split('\n').length;
}

testHere('a bare clone is installed, with one line, and then nothing is done or said', async () => {
  const { folder, ready } = await clone();
  expect(await ready()).toEqual({ status: 0, said: expect.stringMatching(/^Installing .*npm ci.*\n$/) });
  expect(await readFile(join(folder, 'asked.txt'), 'utf8')).toMatch(/^ci --include=dev /);
  expect(await ready()).toEqual({ status: 0, said: '' });
  expect(await installs(folder)).toBe(1);
});

testHere(
  'a lock that names other versions is installed; an optional package of another system is not missed',
  async () => {
    const { folder, ready } = await clone();
    await ready();
    const more = { ...lock.packages, 'node_modules/only-for-darwin': { version: '1.0.0', optional: true } };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: more }));
    expect((await ready()).said).toBe('');
    const newer = { ...more, 'node_modules/zod': { version: '4.6.8', integrity: 'sha512-b' } };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: newer }));
    await ready({ FAIL: '1' });
    expect(await installs(folder)).toBe(2);
  },
);

testHere('of three at once one installs, the others wait for it', async () => {
  const { folder, ready } = await clone();
  const ended = await Promise.all([ready(), ready(), ready()]);
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(await installs(folder)).toBe(1);
});

testHere('one that died while installing does not block the next', async () => {
  const { folder, ready } = await clone();
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const turn = join(tmpdir(), `cloudroll-ready-${name}`);
  await mkdir(turn);
  // No process has this number: it is above what Linux and macOS hand out.
  await writeFile(join(turn, 'pid'), '4194999');
  expect((await ready()).status).toBe(0);
});

testHere('an npm that fails is quoted, with what to try', async () => {
  const { ready } = await clone();
  const { status, said } = await ready({ FAIL: '1' });
  expect(status).toBe(1);
  expect(said).toContain('the registry is on fire');
  expect(said).toMatch(/Try: npm ci\n$/);
});

testHere('where npm may not run the script that fetches Node 24, it is run', async () => {
  const { ready } = await clone();
  expect(await ready({ BLOCKED: '1' })).toEqual({ status: 0, said: expect.stringContaining('Fetching Node 24') });
});

testHere('where that does not help either, it says exactly what to do', async () => {
  const { ready } = await clone();
  const { status, said } = await ready({ BLOCKED: 'for ever' });
  expect(status).toBe(1);
  expect(said).toContain('cd node_modules/node && node installArchSpecificPackage');
});
