/** @file The real `cloudroll sync` tells a person at its end what was stored and what was not, by its path, and a program the same. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitCode } from '../../electron/terminal/exit-code.ts';
import { cloudUnderTest } from '../durability/cloud-under-test.ts';
import { runTerminal } from '../durability/run-terminal.ts';
import { photo } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('numbers first, then each file with its reason, and how many more there are', async () => {
  const servers = await localCloudWorld();
  onTestFinished(servers.close);
  const cloud = await cloudUnderTest(servers);
  const base = temporaryFolder();
  const environment = cloud.environment(join(base, 'home'));
  const folder = join(base, 'pictures');
  mkdirSync(folder);
  writeFileSync(join(folder, 'one.jpg'), await photo({ width: 30, height: 20 }));
  for (let number = 10; number < 35; number += 1) writeFileSync(join(folder, `${number}.txt`), `text ${number}`);
  const sync = (...words: readonly string[]) =>
    runTerminal(['sync', folder, '--once', '--settle', '0', ...words], environment);

  const told = await sync();
  expect(told.code).toBe(exitCode.done);
  expect(told.output).toMatch(/Stored +1 image/);
  expect(told.output).toMatch(/Refused +25 files/);
  expect(told.output).toContain(`Refused:\n  ${join(folder, '10.txt')}: not an image\n`);
  expect(told.output).toContain('… and 5 more (--json lists all)');

  const { code, output } = await sync('--json');
  expect(code).toBe(exitCode.done);
  const { refused, ...numbers } = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  expect(numbers).toMatchObject({ stored: 0, already: 1, failed: [], bytesSent: 0 });
  expect(refused).toHaveLength(25);
  expect(refused[0]).toEqual({ path: join(folder, '10.txt'), reason: 'not-an-image' });
});
