/** @file What a profile's cloud costs, as an estimate from our own counters; both sides speak it. */
import { z } from 'zod';

/** As AWS bills them. `write`: PUT, COPY, POST, LIST; `read`: GET and all others; `remove`: free. */
export const RequestClass = z.enum(['write', 'read', 'remove', 'record-write', 'record-read']);
export type RequestClass = z.infer<typeof RequestClass>;

const Price = z.number().min(0).max(1_000_000);

/** In `currency`; GB are 10^9 bytes, as AWS bills months. */
export const Prices = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** A GB in the bucket for a month. */
  storedGb: Price,
  /** A GB of records for a month. */
  recordsGb: Price,
  /** 1,000 requests. */
  writes: Price,
  reads: Price,
  /** A million units: 1 kB written, 4 kB read. */
  recordWrites: Price,
  recordReads: Price,
  /** A GB that leaves the cloud. */
  outGb: Price,
});
export type Prices = z.infer<typeof Prices>;

/** Regions that are billed alike, about; `own`: a store of one's own. */
export const RegionClass = z.enum(['low', 'middle', 'high', 'own']);
export type RegionClass = z.infer<typeof RegionClass>;

export const Budget = z.strictObject({
  /** For a calendar month (UTC), in the currency of the prices. */
  amount: z.number().positive().max(1_000_000),
  /** At 100 % the profile rests until the next month or a larger budget. */
  stops: z.boolean().default(false),
});
export type Budget = z.infer<typeof Budget>;

export const warnAtShare = 0.8;

/** A warning that a person has read: it comes again for another month, another budget, or when that is spent. */
export const BudgetSeen = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  state: z.enum(['near', 'spent']),
  amount: z.number().positive(),
});
export type BudgetSeen = z.infer<typeof BudgetSeen>;

/** What a person has entered, kept in the settings. */
export const CostSettings = z.object({
  prices: z.partialRecord(RegionClass, Prices).default({}),
  /** By profile. */
  budgets: z.record(z.string(), Budget).default({}),
  /** By profile. */
  seen: z.record(z.string(), BudgetSeen).optional(),
});
export type CostSettings = z.infer<typeof CostSettings>;

export const CostLine = z.object({
  what: z.enum(['stored', 'records', 'writes', 'reads', 'removes', 'record-writes', 'record-reads', 'out']),
  /** Bytes for `stored`, `records` and `out`, else requests. */
  soFar: z.number(),
  /** In the currency, until now and by the end of the month as it goes on. */
  cost: z.number(),
  forecast: z.number(),
});
export type CostLine = z.infer<typeof CostLine>;

/** An estimate: without taxes, free allowances, other programs' requests, earlier versions and what other computers sent. */
export const CostReport = z.object({
  profile: z.string(),
  /** "2026-11" (UTC). */
  month: z.string(),
  /** When counting began in it, milliseconds since 1970 UTC; null where nothing was counted yet. */
  countedSince: z.number().nullable(),
  regionClass: RegionClass,
  prices: Prices,
  /** False for the built-in ones of the region's class. */
  pricesAreEdited: z.boolean(),
  lines: z.array(CostLine),
  cost: z.number(),
  forecast: z.number(),
  budget: Budget.nullable(),
  /** `near`: 80 % of it are spent; `spent`: all of it. */
  state: z.enum(['no-budget', 'under', 'near', 'spent']),
});
export type CostReport = z.infer<typeof CostReport>;
