/** @file Whether anything may begin now, and if not, why and until when; pure. */
import { type DailyWindow, type Limits, minuteOf } from '../../shared/limits.ts';
import type { Closed, PauseRequest } from '../../shared/queue.ts';

/** `until` in milliseconds since 1970 UTC; null: until resumed. */
export type Pause = { readonly until: number | null };

/** What only the desktop can tell; the terminal knows of neither. */
export type Conditions = { readonly metered: boolean; readonly onBattery: boolean };
export const noConditions: Conditions = { metered: false, onBattery: false };

export type GateState = {
  readonly pause: Pause | null;
  readonly limits: Pick<Limits, 'window' | 'notOnMetered' | 'notOnBattery'>;
  readonly conditions: Conditions;
};

/** When a day begins for those who say "tomorrow". */
const morning = '06:00';

/** Null: work may begin. Of several reasons, the one that a person gave comes first. */
export function closedGate({ pause, limits, conditions }: GateState, now: number): Closed | null {
  if (pause !== null && (pause.until === null || pause.until > now)) return { reason: 'paused', until: pause.until };
  if (limits.notOnMetered && conditions.metered) return { reason: 'metered', until: null };
  if (limits.notOnBattery && conditions.onBattery) return { reason: 'battery', until: null };
  if (limits.window === null || isInside(limits.window, now)) return null;
  return { reason: 'outside-window', until: nextAt(limits.window.from, now) };
}

export function pauseFrom(request: PauseRequest, now: number): Pause {
  if (request.kind === 'until-resumed') return { until: null };
  return { until: request.kind === 'for' ? now + Math.round(request.minutes * 60_000) : nextAt(morning, now) };
}

/** Minutes since midnight where this computer is. */
export function minuteOfDay(now: number): number {
  const local = new Date(now);
  return local.getHours() * 60 + local.getMinutes();
}

function isInside({ from, to }: DailyWindow, now: number): boolean {
  const [minute, begins, ends] = [minuteOfDay(now), minuteOf(from), minuteOf(to)];
  return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
}

/** The next time that clocks here show `time`; where the day skips it, as long after as the clocks went forward. */
function nextAt(time: string, now: number): number {
  const minute = minuteOf(time);
  const local = new Date(now);
  local.setHours(0, minute, 0, 0);
  if (local.getTime() > now) return local.getTime();
  local.setDate(local.getDate() + 1);
  local.setHours(0, minute, 0, 0);
  return local.getTime();
}
