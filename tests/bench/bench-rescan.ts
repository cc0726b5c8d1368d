/** @file A rescan of 100,000 unchanged files beside find, and the main process's memory with as many files queued. */
import { join } from 'node:path';
import { makeTree } from './bench-files.ts';
import { cloudroll, freshHome } from './cloudroll-run.ts';
import { run, sideBySide } from './measure.ts';
import { measureRescan } from './rescan-alone.ts';

const files = 100_000;
const noKeys = { accessKeyId: 'none', secretAccessKey: 'none' };

export async function benchRescan(folder: string, rounds: number, say: (line: string) => void): Promise<void> {
  const tree = join(folder, 'tree');
  makeTree(tree, files);
  const home = join(folder, 'tree-home');
  // Nothing listens there: everything is seen, written down and stays queued.
  freshHome(home, {
    name: 'bench',
    region: 'us-east-1',
    s3Endpoint: 'http://127.0.0.1:9',
    addressing: 'path',
    bucket: 'nowhere',
    userId: 'bench',
    renditions: [],
    credentials: { kind: 'aws-chain' },
  });
  const first = await cloudroll(
    home,
    noKeys,
    ['sync', tree, '--once', '--json', '--patience', '0', '--settle', '0'],
    [0, 1, 3],
  );
  say(
    `First sight of ${files.toLocaleString('en')} files: ${(first.milliseconds / 1000).toFixed(2)} s for the whole command, main process at most ${megabytes(first.peakMemory)}`,
  );
  const rescan = await measureRescan(home, tree);
  const times = await sideBySide(rounds, {
    find: async () => (await run('/usr/bin/find', [tree, '-printf', '%s %T@\n'])).milliseconds,
    rescan: rescan.once,
  });
  const read = rescan.bytesRead();
  await rescan.close();
  const factor = (times.rescan / times.find).toFixed(2);
  say(
    `Rescan of ${files.toLocaleString('en')} unchanged files: find -printf ${times.find.toFixed(0)} ms, rescan ${times.rescan.toFixed(0)} ms (${factor} ×), ${read}`,
  );
}

function megabytes(bytes: number): string {
  return bytes === 0 ? 'unknown' : `${(bytes / 1e6).toFixed(0)} MB`;
}
