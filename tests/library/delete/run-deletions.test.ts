/** @file The runner wakes for whatever is due, also for what comes due while it looks; a full disk does not end it. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { runDeletions } from '../../../electron/library/delete/run-deletions.ts';
import { undoFor } from '../../../shared/deletion.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { bucket } from '../../journey/journey-world.ts';
import { deletionWorld } from './deletion-world.ts';

test('what comes due between looking and resting is not slept over', async () => {
  const clock = manualClock();
  const world = await deletionWorld(1, { clock });
  await world.deletions.close();
  await world.order(['1.bmp']);
  clock.advance(undoFor - 1);
  const { deletions } = world.ledger;
  const due: typeof deletions.due = (...asked) => {
    const rows = deletions.due(...asked);
    if (rows.length === 0) clock.advance(1);
    return rows;
  };
  const ledger = { ...world.ledger, deletions: { ...deletions, due } };
  const running = runDeletions({ ...world.parts, ledger, onNews: () => undefined });
  onTestFinished(running.close);
  await vi.waitFor(() => expect(world.objects.objects(bucket).size).toBe(0));
});

test('a ledger that cannot be written for a while holds it up for as long', async () => {
  const clock = manualClock();
  const world = await deletionWorld(1, { clock });
  await world.deletions.close();
  await world.order(['1.bmp']);
  clock.advance(undoFor);
  let isFull = true;
  const commit: typeof world.ledger.commit = (work) => {
    const full = { code: 'disk-full', retry: 'after-user-acts', scope: 'profile', subject: 'the ledger' } as const;
    return isFull ? Promise.reject(new Failed(full)) : world.ledger.commit(work);
  };
  const errors: string[] = [];
  const log = { ...world.parts.log, error: (message: string) => void errors.push(message) };
  const ledger = { ...world.ledger, commit };
  const running = runDeletions({ ...world.parts, log, ledger, onNews: () => undefined });
  onTestFinished(running.close);
  await vi.waitFor(() => expect(clock.sleeping().length).toBeGreaterThan(0));
  isFull = false;
  clock.advance(60_000);
  await vi.waitFor(() => expect(world.objects.objects(bucket).size).toBe(0));
  expect(errors).toEqual([]);
});
