/** @file The real commands on a ledger that an earlier Cloudroll left: one line that says what takes so long, and no more. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTerminal } from '../durability/run-terminal.ts';
import { large, ledgerOfBefore } from '../fixtures/ledger-of-before.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const line = 'Bringing the ledger up to date; with many images this takes a minute.\n';

/** Nothing listens there: what is asked of the cloud fails, which comes after. */
const environment = (home: string) => ({
  CLOUDROLL_HOME: home,
  CLOUDROLL_BUCKET: 'pictures',
  CLOUDROLL_TABLE: 'images',
  CLOUDROLL_USER_ID: 'me',
  CLOUDROLL_S3_ENDPOINT: 'http://127.0.0.1:9',
  CLOUDROLL_DYNAMODB_ENDPOINT: 'http://127.0.0.1:9',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
});

const timesSaid = (complaints: string): number => complaints.split(line).length - 1;

// One for each way in which a command opens the ledger.
test.each([
  ['orders', ['pause']],
  ['what is deleted', ['rm', 'none.jpg', '--json']],
  ['a verification', ['verify', '--json']],
  ['a run', ['sync', '.', '--once', '--json', '--settle', '0']],
])('%s: what takes so long is said once, on standard error', async (_, words) => {
  const home = ledgerOfBefore(large);
  const pictures = temporaryFolder();
  const { complaints, output } = await runTerminal([...words], { ...environment(home), INIT_CWD: pictures });
  expect([timesSaid(complaints), timesSaid(output)]).toEqual([1, 0]);
});

test('the next time there is nothing to say', async () => {
  const home = ledgerOfBefore(large);
  const list = () => runTerminal(['folder', 'list', '--json'], environment(home));
  expect((await list()).complaints).toBe(line);
  expect(await list()).toMatchObject({ code: 0, complaints: '' });
});

test('of a small ledger, and of none, there is nothing to say', async () => {
  const small = await runTerminal(['folder', 'list', '--json'], environment(ledgerOfBefore(0)));
  expect(small).toMatchObject({ code: 0, complaints: '' });
  const none = await runTerminal(['folder', 'list', '--json'], environment(join(ledgerOfBefore(0), 'new')));
  expect(none).toMatchObject({ code: 0, complaints: '' });
});
