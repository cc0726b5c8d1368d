/** @file Numbers, sizes, dates and durations as people of a language write them; pure, by Intl only. */

/** BCP 47, as "de" or "en-GB". */
export type Locale = string;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const kept = new Map<string, unknown>();

/** Intl's formatters are dear to make and made of their arguments only. */
function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  // Each key is written in one place only, with one type.
  return kept.get(key) as T;
}

export function formatNumber(value: number, locale: Locale): string {
  return once(`number ${locale}`, () => new Intl.NumberFormat(locale)).format(value);
}

/** Counted by 1,000, as stores bill it; three figures at most. */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), byteUnits.length - 1);
  const rounded = Number((bytes / 1000 ** power).toPrecision(3));
  // 999,999 rounds to 1000 of its unit, which is 1 of the next.
  if (rounded >= 1000 && power < byteUnits.length - 1) return formatBytes(1000 ** (power + 1), locale);
  const unit = byteUnits[power] ?? 'byte';
  return once(
    `bytes ${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short' }),
  ).format(rounded);
}

/** "€0.42"; amounts below a hundredth keep two figures, so that they are not nought. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const isTiny = amount > 0 && amount < 0.01;
  return once(
    `money ${locale} ${currency} ${isTiny}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        ...(isTiny ? { maximumSignificantDigits: 2 } : {}),
      }),
  ).format(amount);
}

export function formatPercent(part: number, whole: number, locale: Locale): string {
  // Never 100 % before it is.
  const share = whole <= 0 ? 0 : Math.min(part / whole, 1);
  const floored = Math.floor(share * 100) / 100;
  return once(`percent ${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent' })).format(floored);
}

/** How large one thing is beside another: 108 % where it is larger; nothing is on its way to it. */
export function formatShare(part: number, whole: number, locale: Locale): string {
  const percent = once(`percent ${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent' }));
  return percent.format(whole <= 0 ? 0 : part / whole);
}

/** "14 May 2026", in the computer's own time. */
export function formatDate(at: number, locale: Locale): string {
  return once(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })).format(at);
}

export function formatTime(at: number, locale: Locale): string {
  return once(`time ${locale}`, () => new Intl.DateTimeFormat(locale, { timeStyle: 'short' })).format(at);
}

export function formatMoment(at: number, locale: Locale): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return once(`moment ${locale}`, () => new Intl.DateTimeFormat(locale, style)).format(at);
}

/**
 * A heading for a day: "Today", "Yesterday", "Thursday, 14 May", with the year when it is not this one. The first two are given:
 * a window mostly opens with them, and Intl takes twenty milliseconds to know them.
 */
export function formatDay(
  at: number,
  now: number,
  locale: Locale,
  { today, yesterday }: { readonly today: string; readonly yesterday: string },
): string {
  const days = daysBetween(at, now);
  if (days === 0) return today;
  if (days === 1) return yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const parts: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
  if (!sameYear) parts.year = 'numeric';
  return once(`weekday ${locale} ${sameYear}`, () => new Intl.DateTimeFormat(locale, parts)).format(at);
}

/** "in 3 minutes", "2 hours ago"; under ten seconds it is "now". */
export function formatAway(at: number, now: number, locale: Locale): string {
  const seconds = Math.round((at - now) / 1000);
  const format = once(`away ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const size = Math.abs(seconds);
  if (size < 10) return format.format(0, 'second');
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}

/** What is left, in one unit; whoever says "3 minutes 12 seconds" knows too much. */
export function formatDuration(seconds: number, locale: Locale): string {
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return once(
    `duration ${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
  ).format(Math.max(1, Math.round(Number(value))));
}

/** How long something took: "0.4 s" below a minute, else as formatDuration. From milliseconds. */
export function formatLength(milliseconds: number, locale: Locale): string {
  if (milliseconds >= 60_000) return formatDuration(milliseconds / 1000, locale);
  return once(
    `length ${locale}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }),
  ).format(Math.max(0.1, milliseconds / 1000));
}

/** Calendar days in the computer's own time, whatever the clocks did in between. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000);
}

export function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
