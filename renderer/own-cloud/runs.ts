/** @file The long work on profiles' clouds, one of a kind for each profile: it goes on while other screens are shown. */
import type { ImportProgress } from '../../shared/adoption.ts';
import type { CleanProgress } from '../../shared/clean-up.ts';
import type { SetUpResult } from '../../shared/set-up.ts';
import { type LongRun, longRun } from '../library/long-run.ts';

function forEach<Progress>(): (profile: string) => LongRun<Progress> {
  const runs = new Map<string, LongRun<Progress>>();
  return (profile) => {
    const run = runs.get(profile) ?? longRun<Progress>();
    runs.set(profile, run);
    return run;
  };
}

/** Of each step that has ended, in order. */
export const setUpRun = forEach<readonly SetUpResult[]>();
export const importRun = forEach<ImportProgress>();
export const cleanRun = forEach<CleanProgress>();

/** Tells what has come so far, each time something comes. */
export async function* gathered<T>(coming: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  const all: T[] = [];
  for await (const one of coming) {
    all.push(one);
    yield [...all];
  }
}
