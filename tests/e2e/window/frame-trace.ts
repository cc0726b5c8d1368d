/** @file Chromium's own trace of a page: how long scripts ran in each frame, and how much memory they hold after a collection. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

const Trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      /** Microseconds. */
      ts: z.number().default(0),
      dur: z.number().default(0),
      /** What of it the thread really ran; the rest other programs had the processor. */
      tdur: z.number().optional(),
      pid: z.number(),
      tid: z.number(),
      args: z.object({ name: z.string().optional() }).optional().catch(undefined),
    }),
  ),
});
type Events = z.infer<typeof Trace>['traceEvents'];

/** What runs a page's scripts, the collector included. */
const scripting = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
]);

/** Milliseconds of scripting in each frame while `act` ran, the longest first. */
export async function scriptingByFrame(page: Page, act: () => Promise<unknown>): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has a browser');
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame'],
  });
  await act();
  const { traceEvents } = Trace.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
  const own = traceEvents.filter(onThreadOf(traceEvents)).toSorted((one, other) => one.ts - other.ts);
  const frames: number[] = [0];
  let until = 0;
  for (const { name, ph, ts, dur, tdur = dur } of own) {
    if (name === 'BeginMainThreadFrame') frames.push(0);
    // What is inside of another is counted already.
    if (ph !== 'X' || !scripting.has(name) || ts < until) continue;
    until = ts + dur;
    frames.push((frames.pop() ?? 0) + tdur / 1000);
  }
  return frames.toSorted((one, other) => other - one);
}

/** The thread with most scripts: the page's own, when only one page is at work. */
function onThreadOf(events: Events): (event: Events[number]) => boolean {
  const work = new Map<string, number>();
  for (const { name, pid, tid, dur } of events) {
    if (scripting.has(name)) work.set(`${pid} ${tid}`, (work.get(`${pid} ${tid}`) ?? 0) + dur);
  }
  const [busiest] = [...work].toSorted((one, other) => other[1] - one[1])[0] ?? [];
  return ({ pid, tid }) => `${pid} ${tid}` === busiest;
}

/** Bytes, after everything that nobody holds is gone. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await session.detach();
  }
}
