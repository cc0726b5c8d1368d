/** @file Batches: small, few at a time, and a fingerprint never before the files it stands for. */
import { describe, expect, it } from 'vitest';
import { batchLimit, type Sighting, type WatchBatch } from '../../../electron/journey/watch/folder-watch.ts';
import { type Outbox, outbox } from '../../../electron/journey/watch/outbox.ts';

const sightings = (directory: string, count: number): Sighting[] =>
  Array.from({ length: count }, (_, index) => ({
    directory,
    name: `${index}.jpg`,
    identity: { size: 1, modified: 1, changed: 1, inode: index },
    blocks: 8,
  }));
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An outbox whose other side answers by `keeps`, a turn later. */
function answeredOutbox(keeps: (batch: number) => boolean = () => true) {
  const sent: WatchBatch[] = [];
  const lost: number[] = [];
  const out: Outbox = outbox(
    (batch) => {
      sent.push(batch);
      queueMicrotask(() => out.acknowledged(batch.batch, keeps(batch.batch)));
    },
    (folderId) => lost.push(folderId),
  );
  return { out, sent, lost };
}

describe('the outbox', () => {
  it('keeps at most four batches on their way, however slow the other side', async () => {
    const sent: WatchBatch[] = [];
    const out = outbox(
      (batch) => sent.push(batch),
      () => undefined,
    );
    const done = out.directory(1, 'a', sightings('a', 5000), 'print').then(out.drained);
    let acknowledged = 0;
    for (let round = 0; round < 50; round += 1) {
      await turn();
      expect(sent.length - acknowledged).toBeLessThanOrEqual(4);
      if (acknowledged < sent.length) out.acknowledged(sent[acknowledged]?.batch ?? 0, true);
      acknowledged = Math.min(acknowledged + 1, sent.length);
    }
    await done;
    expect(sent.flatMap((batch) => batch.sightings)).toHaveLength(5000);
    for (const batch of sent) expect(batch.sightings.length).toBeLessThanOrEqual(batchLimit);
    expect(sent.at(-1)?.fingerprints).toEqual([{ directory: 'a', fingerprint: 'print' }]);
  });

  it('a directory that fits travels whole, with its fingerprint', async () => {
    const { out, sent } = answeredOutbox();
    await out.directory(1, 'a', sightings('a', 300), 'A');
    await out.directory(1, 'b', sightings('b', 300), 'B');
    await out.drained();
    expect(sent.map((batch) => [batch.sightings.length, batch.fingerprints[0]?.fingerprint])).toEqual([
      [300, 'A'],
      [300, 'B'],
    ]);
  });

  it('sends no fingerprint for a directory of which a batch was not kept', async () => {
    const { out, sent, lost } = answeredOutbox((batch) => batch !== 2);
    await out.directory(1, 'a', sightings('a', 1500), 'print');
    await out.drained();
    expect(new Set(sent.flatMap((batch) => batch.fingerprints.map((one) => one.fingerprint)))).toEqual(new Set(['']));
    expect(lost).toEqual([1]);
  });

  it('says of a large directory that it is gone as a whole only in the last part', async () => {
    const { out, sent } = answeredOutbox();
    const names = sightings('a', 1200).map(({ name }) => name);
    await out.departures(1, [{ directory: 'a', names, whole: true }]);
    await out.drained();
    expect(sent.flatMap((batch) => batch.departures.map(({ whole }) => whole))).toEqual([false, false, true]);
    expect(sent.flatMap((batch) => batch.departures.flatMap((departure) => departure.names))).toEqual(names);
  });
});
