/** @file Makes of a table's item what our type of a record is; pure. */

/** Sets of the table are arrays in our type, sorted, since a set has no order; a missing set is an empty one. */
export function withArrays(item: Record<string, unknown>): Record<string, unknown> {
  const arrays = Object.entries(item).map(([name, value]) => [name, value instanceof Set ? [...value].sort() : value]);
  return { devices: [], ...Object.fromEntries(arrays) };
}
