/** @file How long each task on a page's thread was, from Chromium's own trace: on the clock, and what it had of the processor. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

const Event = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds. */
  dur: z.number().default(0),
  /** What of it the thread really ran; the rest others had the processor. */
  tdur: z.number().default(0),
  args: z.looseObject({ name: z.unknown().optional() }).default({}),
});
type Event = z.infer<typeof Event>;

export type PageTask = { readonly milliseconds: number; readonly processor: number };

/** Those over 50 ms on the clock while `act` ran, the one with most of the processor first. */
export async function longTasks(page: Page, act: () => Promise<unknown>): Promise<readonly PageTask[]> {
  const devtools = await page.context().newCDPSession(page);
  const events: Event[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    for (const one of value) {
      const event = Event.safeParse(one);
      // A trace of minutes has millions of others.
      if (event.success && /^(RunTask|thread_name)$/.test(event.data.name)) events.push(event.data);
    }
  });
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  await act();
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  await devtools.detach();
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isPage = ({ pid, tid }: Event) => threads.some((thread) => thread.pid === pid && thread.tid === tid);
  return events
    .filter((event) => event.name === 'RunTask' && event.dur > 50_000 && isPage(event))
    .map(({ dur, tdur }) => ({ milliseconds: dur / 1000, processor: tdur / 1000 }))
    .toSorted((one, other) => other.processor - one.processor);
}
