/** @file An entry of the ledger's migrations (schema.ts): what was asked of the clouds, for an estimate of what it costs. */

export const usageTable = `
  -- One row for each profile, day (UTC, "2026-11-21") and class of request.
  CREATE TABLE usage (
    profile TEXT NOT NULL,
    day TEXT NOT NULL,
    class TEXT NOT NULL,
    requests INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    received INTEGER NOT NULL,
    PRIMARY KEY (profile, day, class)
  ) STRICT, WITHOUT ROWID;
  `;
