/** @file Of all that can end a job, the first counts. */
import { expect, test } from 'vitest';
import { resizeJob } from '../../../electron/journey/resize/resize-job.ts';
import { picture } from '../../fixtures/fork-fragile-pixels.ts';

const without = { kind: 'without-renditions', details: {}, why: 'cannot-decode' } as const;

test('a job that is stopped is over, whatever comes later', async () => {
  const controller = new AbortController();
  const job = resizeJob(picture('a.jpg'), controller.signal);
  controller.abort();
  job.done(without);
  expect(job.isOver()).toBe(true);
  await expect(job.result).rejects.toMatchObject({ name: 'AbortError' });
});

test('a job that is done cannot be stopped', async () => {
  const controller = new AbortController();
  const job = resizeJob(picture('a.jpg'), controller.signal);
  job.done(without);
  controller.abort();
  expect(await job.result).toBe(without);
});

test('a job that is stopped before it begins never begins', async () => {
  const job = resizeJob(picture('a.jpg'), AbortSignal.abort());
  expect(job.isOver()).toBe(true);
  await expect(job.result).rejects.toMatchObject({ name: 'AbortError' });
});
