/** @file What a browser hands over is kept a while, in memory, and forgotten when it was used. */
import { expect, test } from 'vitest';
import { envDesk } from '../../electron/api/env-desk.ts';
import { DropToken } from '../../shared/folder.ts';
import { manualClock } from '../fakes/manual-clock.ts';

test('it is found by its token until it was used, is too old, or others came', () => {
  const clock = manualClock(0);
  const desk = envDesk(clock);
  const token = desk.take('S3_BUCKET=a');
  expect(DropToken.safeParse(token).success).toBe(true);
  expect(desk.find(token)).toBe('S3_BUCKET=a');
  expect(desk.find(`${token.slice(1)}A`)).toBeNull();
  desk.forget(token);
  expect(desk.find(token)).toBeNull();

  const old = desk.take('a');
  clock.advance(10 * 60_000);
  expect(desk.find(old)).toBeNull();

  const first = desk.take('1');
  for (const text of ['2', '3', '4', '5']) desk.take(text);
  expect(desk.find(first)).toBeNull();
});
