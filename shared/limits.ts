/** @file How much of the line and the computer Cloudroll may take, and when; both sides speak it. */
import { z } from 'zod';

/** "08:00", on a clock of 24 hours, in the computer's own time. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** From one time of day to another, which may be that of the next morning. */
export const DailyWindow = z
  .object({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, 'a window needs two different times');
export type DailyWindow = z.infer<typeof DailyWindow>;

export type BandwidthSlot = {
  /** Minutes since midnight. */
  readonly from: number;
  /** Null: as much as the line takes. */
  readonly bytesPerSecond: number | null;
};

/** Bytes a second. Below, a body of 16 MiB takes longer than a server may be silent, and would be sent for ever. */
export const slowestBandwidth = 32 * 1024;

const units = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;

/**
 * Reads "512k" or a timetable such as "08:00,512k 19:00,off", as rclone's --bwlimit has it: k, M and G count by 1024, a
 * bare number is bytes; each entry holds until the next, the last one over midnight. Null for anything else.
 */
export function bandwidthSlots(text: string): readonly BandwidthSlot[] | null {
  const entries = text.trim().split(/\s+/);
  if (entries.length === 1 && !text.includes(',')) {
    const rate = bandwidth(entries[0] ?? '');
    return rate === undefined ? null : [{ from: 0, bytesPerSecond: rate }];
  }
  const slots: BandwidthSlot[] = [];
  for (const entry of entries) {
    const [time = '', amount = '', ...rest] = entry.split(',');
    const rate = bandwidth(amount);
    if (!TimeOfDay.safeParse(time).success || rate === undefined || rest.length > 0) return null;
    slots.push({ from: minuteOf(time), bytesPerSecond: rate });
  }
  slots.sort((one, other) => one.from - other.from);
  return new Set(slots.map(({ from }) => from)).size === slots.length ? slots : null;
}

/** Minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function bandwidth(text: string): number | null | undefined {
  if (text.toLowerCase() === 'off') return null;
  const match = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text);
  if (match === null) return undefined;
  // The expression above lets no other letter through.
  const unit = (match[2] ?? '').toLowerCase() as keyof typeof units;
  const rate = Math.round(Number(match[1]) * units[unit]);
  return rate >= slowestBandwidth ? rate : undefined;
}

/** As the settings file keeps them. Counts take effect at the next start, the rest at once. */
export const Limits = z.object({
  bandwidth: z
    .string()
    .default('off')
    .refine((text) => bandwidthSlots(text) !== null, 'like 512k, or 08:00,512k 19:00,off; at least 32k'),
  /** Images on their way at once: enough that small ones, each waiting for its fsyncs and answers, keep a processor busy. */
  lanes: z.number().int().min(1).max(32).default(32),
  /** Objects and parts being sent at once. */
  uploadsAtOnce: z.number().int().min(1).max(48).default(48),
  /** Pictures being decoded at once; null: one for each processor. */
  resizesAtOnce: z.number().int().min(1).max(32).nullable().default(null),
  /** Nothing begins outside of it. */
  window: DailyWindow.nullable().default(null),
  notOnMetered: z.boolean().default(false),
  notOnBattery: z.boolean().default(false),
});
export type Limits = z.infer<typeof Limits>;

export const noLimits: Limits = Limits.parse({});
