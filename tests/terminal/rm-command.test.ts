/** @file What `cloudroll rm` says is what happened: deleted, never sent, or not deleted yet. */
import { expect, test } from 'vitest';
import { report } from '../../electron/terminal/rm-command.ts';
import { image, ledgerWorld, object, offline, profile } from '../ledger/ledger-world.ts';

function reported(isJson: boolean) {
  const { ledger } = ledgerWorld();
  const gathered = { objects: [object('original')], record: null, journey: null };
  const begun = { batch: 'b', state: 'waiting', versions: false, fileName: 'a.jpg', size: 1, device: 'desk' } as const;
  const key = (number: number) => ({ profile, imageId: image(number) });
  for (const number of [1, 2, 3]) {
    ledger.deletions.begin({ ...key(number), ...begun, askedAt: 1, dueAt: 2, gathered: null });
    ledger.deletions.claim(key(number));
    ledger.deletions.gather(key(number), number === 1 ? gathered : { ...gathered, objects: [] });
    ledger.deletions.removing(key(number));
  }
  for (const number of [1, 2]) ledger.deletions.end(key(number), 3);
  ledger.deletions.fail(key(3), offline, 9);
  const [out, told]: [string[], string[]] = [[], []];
  const surroundings = {
    print: (line: string) => void out.push(line),
    complain: (line: string) => void told.push(line),
    interrupted: new AbortController().signal,
  };
  return { code: report(surroundings, ledger.deletions.ofBatch('b'), isJson), out, told };
}

test('an image that was never sent is not said to be deleted from the cloud', () => {
  const { code, out, told } = reported(false);
  expect(out).toEqual([
    'Deleted 1 image from the cloud. Your files are where they were.',
    '1 image had not been sent: nothing was in the cloud, and nothing will be sent.',
  ]);
  expect([code, told.length]).toEqual([1, 2]);
});

test('and programs can tell', () => {
  expect(JSON.parse(reported(true).out[0] ?? '')).toMatchObject({
    deleted: 1,
    neverSent: 1,
    failed: [{ code: 'offline' }],
  });
});
