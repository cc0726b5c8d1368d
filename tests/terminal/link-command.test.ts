/** @file The real `cloudroll link`, `request` and `incoming` against the local cloud: what is printed works as it says. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { readPictureDetails } from '../../electron/journey/resize/exifreader-picture-details.ts';
import { exitCode } from '../../electron/terminal/exit-code.ts';
import { Link } from '../../shared/link.ts';
import { RequestEntry, RequestLink } from '../../shared/photo-request.ts';
import { cloudUnderTest } from '../durability/cloud-under-test.ts';
import { runTerminal } from '../durability/run-terminal.ts';
import { fullExif, photo } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { opened, put } from '../library/share/share-world.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';

let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(() => servers.close());

async function synced() {
  const cloud = await cloudUnderTest(servers);
  const base = temporaryFolder();
  const environment = cloud.environment(join(base, 'home'));
  const folder = join(base, 'pictures');
  mkdirSync(folder);
  const path = join(folder, 'Köln "1".jpg');
  const bytes = await photo({ exif: fullExif, width: 90, height: 60 });
  writeFileSync(path, bytes);
  const run = (...words: readonly string[]) => runTerminal(words, environment);
  expect((await run('sync', folder, '--once', '--json', '--settle', '0')).code).toBe(exitCode.done);
  return { cloud, base, path, bytes, run };
}

test('a link is printed alone, works, and tells no place', async () => {
  const { path, run } = await synced();
  const { code, output, complaints } = await run('link', path, '--for', 'hour');
  expect(code).toBe(exitCode.done);
  expect(complaints).toMatch(/^Until .* UTC\.\nIt gives a copy that does not tell where it was taken\.\n?$/);
  const got = await opened(output.trim());
  expect(readPictureDetails(got.bytes).details).toEqual({});
  expectNoSecretIn(output + complaints, servers.secretAccessKey);
  const json = Link.parse(JSON.parse((await run('link', path, '--json', '--rendition', 'thumb')).output));
  expect(json).toMatchObject({ life: 'week', withoutLocation: false, contentType: 'image/webp' });
  expect((await run('link', path, '--as', 'html')).output).toMatch(
    /^<img src="http[^"]*&amp;[^"]*" alt="Köln &quot;1&quot;\.jpg">/,
  );
});

test('what cannot be linked says why, and exits with it', async () => {
  const { path, run } = await synced();
  expect(await run('link', 'nothing.jpg')).toMatchObject({ code: exitCode.wrongUse, output: '' });
  expect(await run('link', path, '--rendition', 'none')).toMatchObject({ code: exitCode.wrongUse, output: '' });
  expect((await run('link', path, '--for', 'public')).code).toBe(exitCode.profileUnusable);
  expect((await run('link', path, '--as', 'gopher')).code).toBe(exitCode.profileUnusable);
  expect((await run('link', path, '--for', 'ever')).code).toBe(exitCode.wrongUse);
});

test('a photo is asked for, comes, and is taken in to its end', async () => {
  const { cloud, base, run } = await synced();
  const page = join(base, 'for anna.html');
  const asked = await run('request', 'Anna', '--json', '--for', '1h', '--page', page);
  expect(asked.code).toBe(exitCode.done);
  const { url, headers } = RequestLink.parse(JSON.parse(asked.output));
  expect(readFileSync(page, 'utf8')).toContain('<title>Anna</title>');
  expect((await run('request', 'Anna', '--page', page)).code).not.toBe(exitCode.done);
  const bytes = await photo({ width: 50, height: 40, seed: 9 });
  expect(await put(url, headers, bytes)).toBe(200);
  expect((await run('incoming')).output).toMatch(/^Anna {2}arrived {2}/m);
  const taken = await run('incoming', 'take', '--json');
  expect(taken).toMatchObject({ code: exitCode.done });
  expect(JSON.parse(taken.output)).toEqual({ taken: 1, refused: 0, stored: 1 });
  const keys = [...(await cloud.contents()).objects.keys()];
  expect(keys.filter((key) => key.startsWith('incoming/'))).toEqual([]);
  expect((await cloud.contents()).records.map((record) => record.file_name)).toContain('Anna.jpg');
  const lines = (await run('incoming', '--json')).output.trim().split('\n');
  const entries = lines.map((line) => RequestEntry.parse(JSON.parse(line)));
  expect(entries.map(({ state }) => state)).toContain('stored');
  const other = entries.find(({ state }) => state === 'open');
  expect((await run('incoming', 'discard', other?.key ?? '')).code).toBe(exitCode.done);
  expect((await run('incoming', 'discard', 'originals/x')).code).toBe(exitCode.profileUnusable);
  expect((await run('request', 'Anna', '--for', '1m')).code).toBe(exitCode.wrongUse);
});
